using FeedPipeline.Articles;

namespace FeedPipeline.Deduplicating.Copies;

/// <summary>Judges texts that arrive together against what is remembered: what <see cref="CopyGroups"/> would say if it had seen them all.</summary>
public static class CopyJudgement
{
    /// <summary>What a forgotten text still is: a member of its group.</summary>
    private static readonly TextSketch Forgotten = new() { Keys = [], Lead = [], Body = [], Rate = 1, Figures = [], Words = 0, Fingerprint = 0 };

    /// <summary>The judgement, with the groups that it gives another oldest.</summary>
    public static JudgedTexts Of(RecalledTexts recalled, IReadOnlyList<ArrivingText> arriving, DeduplicatingOptions options)
    {
        var again = arriving.Where(text => text.IsAgain).Select(text => text.Text.Id).ToHashSet();
        var before = recalled.Texts.Where(text => again.Contains(text.Id)).ToDictionary(text => text.Id);
        var stay = recalled.Texts.Where(text => !again.Contains(text.Id)).ToList();
        var groups = Recalled(stay, recalled, arriving, options);

        var keys = arriving.ToDictionary(text => text.Text.Id, text => groups.Add(text.Text, Mates(text.Text.Id, before, stay, again)));
        var heirs = Heirs(stay, again, groups);
        return new JudgedTexts(
            [.. arriving.Select(text => Judged(text.Text, keys[text.Text.Id], groups))],
            [.. Moves(stay, groups)],
            [.. heirs.Select(heir => new JudgedText(heir, groups.CopyOf(heir.Id), groups.StandIn(heir.Id), []))]);
    }

    private static CopyGroups Recalled(List<RecalledText> stay, RecalledTexts recalled, IReadOnlyList<ArrivingText> arriving, DeduplicatingOptions options)
    {
        var groups = new CopyGroups(options);
        var known = recalled.Texts.SelectMany(text => text.Keys).GroupBy(key => key).ToDictionary(key => key.Key, key => key.Count());
        foreach (var (key, count) in recalled.Holders)
            groups.RecallHolders(key, Math.Max(count - known.GetValueOrDefault(key), 0));

        // Whatever is recalled without a sketch is an original, or has the words of an arriving text.
        var equal = arriving.GroupBy(text => text.Text.Sketch.Fingerprint).ToDictionary(text => text.Key, text => text.First().Text.Sketch);
        foreach (var text in stay)
        {
            var sketch = text.Sketch ?? (text.EqualTo is { } words ? equal.GetValueOrDefault(words) : null) ?? Forgotten;
            groups.Recall(new SketchedText(text.Id, sketch, text.PublishedAt), text.CopyOf ?? text.Id, text.Keys);
        }

        foreach (var text in recalled.Texts)
        {
            foreach (var other in text.KeptApart)
                groups.KeepApart(text.Id, other);
        }

        return groups;
    }

    /// <summary>The group that a text was in: its original, or its copies.</summary>
    private static IReadOnlyList<long> Mates(long id, Dictionary<long, RecalledText> before, List<RecalledText> stay, HashSet<long> again)
    {
        if (!before.TryGetValue(id, out var was))
            return [];
        return was.CopyOf is { } original && !again.Contains(original)
            ? [.. stay.Where(text => text.Id == original && text.Sketch is not null).Select(text => text.Id)]
            : [.. stay.Where(text => text.CopyOf == id && text.Sketch is not null).Select(text => text.Id)];
    }

    /// <summary>The oldest of each group whose original is judged again: the keys of the group were that one's.</summary>
    private static List<SketchedText> Heirs(List<RecalledText> stay, HashSet<long> again, CopyGroups groups) =>
        [.. stay.Where(text => text.CopyOf is { } original && again.Contains(original) && text.Sketch is not null)
            .GroupBy(text => groups.CopyOf(text.Id) ?? text.Id)
            .Select(group => group.FirstOrDefault(text => text.Id == group.Key) ?? group.First())
            .Where(heir => !again.Contains(groups.CopyOf(heir.Id) ?? heir.Id))
            .Select(heir => new SketchedText(heir.Id, heir.Sketch!, heir.PublishedAt))];

    private static JudgedText Judged(SketchedText text, IReadOnlyList<int> keys, CopyGroups groups) =>
        new(text, groups.CopyOf(text.Id), keys, groups.Likenesses(text.Id));

    private static IEnumerable<MovedGroup> Moves(List<RecalledText> stay, CopyGroups groups) =>
        from text in stay
        group text by text.CopyOf ?? text.Id into members
        let member = members.FirstOrDefault(text => text.Id == members.Key) ?? members.First()
        let oldest = groups.CopyOf(member.Id) ?? member.Id
        where oldest != members.Key
        select new MovedGroup(members.Key, oldest);
}
