using FeedPipeline.Articles;

namespace FeedPipeline.Deduplicating.Copies;

/// <summary>Sorts texts, one after the other, into groups of copies.</summary>
public sealed class CopyGroups(DeduplicatingOptions options)
{
    /// <summary>Groups of copies under a key that says something by itself. More of them share a turn of phrase, so a second key must stand by.</summary>
    public const int RareGroups = 3;

    private readonly KeyIndex index = new();
    private readonly Dictionary<long, SketchedText> texts = [];
    private readonly Dictionary<long, List<SketchedText>> groups = [];
    private readonly Dictionary<long, List<Likeness>> kin = [];
    private readonly Dictionary<long, long> equals = [];
    private readonly HashSet<(long One, long Other)> apart = [];

    /// <summary>Recalls that texts stand under a key which are not recalled themselves. Keys with many stand for furniture.</summary>
    public void RecallHolders(int key, int count) => index.Crowd(key, count);

    /// <summary>Recalls a text that was judged before. Its original must be recalled too, or the group would have another oldest.</summary>
    /// <param name="text">As it was taken in.</param>
    /// <param name="original">The oldest of its group: itself, or what it is a copy of.</param>
    /// <param name="keys">Those that it stands under, as <see cref="Add"/> returned them, or as many of them as matter now.</param>
    public void Recall(SketchedText text, long original, IEnumerable<int> keys)
    {
        texts.Add(text.Id, text);
        equals.TryAdd(text.Sketch.Fingerprint, text.Id);
        if (!groups.TryGetValue(original, out var group))
            groups.Add(original, group = []);
        group.Add(text);
        groups[text.Id] = group;
        foreach (var key in keys)
            index.Add(key, text.Id);
    }

    /// <summary>Two texts that are no copies of one another, whatever they share: an operator said so.</summary>
    public void KeepApart(long one, long other)
    {
        apart.Add((one, other));
        apart.Add((other, one));
    }

    /// <summary>Takes in a text and whatever groups it is a copy of. Returns the keys that it is to stand under: those that its group had not yet.</summary>
    /// <param name="text">The text; its id was not taken in before.</param>
    /// <param name="mates">Texts that it is held against whatever they share.</param>
    public IReadOnlyList<int> Add(SketchedText text, params IReadOnlyList<long> mates)
    {
        var judged = Candidates(text.Sketch).Union(mates).Where(id => !apart.Contains((text.Id, id))).Select(id => texts[id])
            .Select(other => (Other: other, Verdict: CopyRule.Judge(text.Sketch, other.Sketch, text.PublishedAt - other.PublishedAt, options)))
            .ToList();

        texts.Add(text.Id, text);
        equals.TryAdd(text.Sketch.Fingerprint, text.Id);
        groups[text.Id] = [text];
        foreach (var group in judged.GroupBy(pair => groups[pair.Other.Id]).ToList())
        {
            if (IsOneOf(group.Key, [.. group]) && !AreApart(groups[text.Id], group.Key))
                Join(text.Id, group.Key[0].Id);
        }

        foreach (var (other, verdict) in judged.Where(pair => pair.Verdict.Kinship != Kinship.None))
        {
            Relate(new Likeness(text.Id, other.Id, verdict.Kinship, verdict.OfShorter, verdict.OfLonger, verdict.Shared));
            Relate(new Likeness(other.Id, text.Id, verdict.Kinship, verdict.OfShorter, verdict.OfLonger, verdict.Shared));
        }

        return StandIn(text.Id);
    }

    /// <summary>Puts a text under those of its keys that its group does not stand under, and returns them.</summary>
    public IReadOnlyList<int> StandIn(long id)
    {
        int[] own = [.. texts[id].Sketch.Keys.Where(key => index.Count(key) <= options.MaxGroupsPerKey && !index.Holders(key).Any(holder => groups[holder] == groups[id]))];
        foreach (var key in own)
            index.Add(key, id);
        return own;
    }

    /// <summary>The oldest of its group; null for the oldest itself.</summary>
    public long? CopyOf(long id) => Oldest(groups[id]) is var oldest && oldest.Id != id ? oldest.Id : null;

    /// <summary>Texts of other groups that share words with it, in order.</summary>
    public IReadOnlyList<long> Related(long id) =>
        [.. Likenesses(id).Select(likeness => likeness.OtherId).Where(other => groups[other] != groups[id]).Distinct().Order()];

    /// <summary>What it has to do with other texts.</summary>
    public IReadOnlyList<Likeness> Likenesses(long id) => kin.TryGetValue(id, out var likenesses) ? likenesses : [];

    /// <summary>A text goes before those that arrived earlier only if both are dated and its date is older.</summary>
    private static SketchedText Oldest(List<SketchedText> group) =>
        group.OrderBy(text => text.Id).Aggregate((oldest, text) => text.PublishedAt < oldest.PublishedAt ? text : oldest);

    /// <summary>Texts that share keys with it which are no furniture, the most first, and one that is equal. One is enough if it is rare.</summary>
    private IEnumerable<long> Candidates(TextSketch sketch)
    {
        var shared = new Dictionary<long, int>();
        var worthy = new HashSet<long>();
        if (equals.TryGetValue(sketch.Fingerprint, out var equal) && worthy.Add(equal))
            shared[equal] = sketch.Keys.Count;
        foreach (var key in sketch.Keys.Where(key => index.Count(key) <= options.MaxGroupsPerKey))
        {
            var isRare = index.Count(key) <= RareGroups;
            foreach (var holder in index.Holders(key))
            {
                shared[holder] = shared.GetValueOrDefault(holder) + 1;
                if (isRare || shared[holder] >= 2)
                    worthy.Add(holder);
            }
        }

        return shared.Where(holder => worthy.Contains(holder.Key)).OrderByDescending(holder => holder.Value)
            .ThenBy(holder => holder.Key).Take(options.MaxCandidates).Select(holder => holder.Key);
    }

    /// <summary>A copy of the group's oldest, of half of those that it was held against, or beyond doubt of one: else one likeness among many would chain groups.</summary>
    private bool IsOneOf(List<SketchedText> group, IReadOnlyList<(SketchedText Other, CopyVerdict Verdict)> judged)
    {
        var copies = judged.Where(pair => pair.Verdict.IsCopy).ToList();
        return copies.Count > 0
            && (copies.Count * 2 >= judged.Count
                || copies.Exists(pair => pair.Other == Oldest(group) || Math.Min(pair.Verdict.OfShorter, pair.Verdict.OfLonger) >= options.BeyondDoubt));
    }

    private bool AreApart(List<SketchedText> one, List<SketchedText> other) =>
        apart.Count > 0 && one.Exists(text => other.Exists(far => apart.Contains((text.Id, far.Id))));

    private void Join(long one, long other)
    {
        var (from, into) = (groups[one], groups[other]);
        if (from == into)
            return;
        if (from.Count > into.Count)
            (from, into) = (into, from);
        into.AddRange(from);
        foreach (var text in from)
            groups[text.Id] = into;
    }

    private void Relate(Likeness likeness)
    {
        if (!kin.TryGetValue(likeness.ArticleId, out var likenesses))
            kin[likeness.ArticleId] = likenesses = [];
        likenesses.Add(likeness);
    }
}
