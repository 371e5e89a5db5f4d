using FeedPipeline.Configuring;
using FeedPipeline.Feeds;
using FeedPipeline.Storing.Feeds;

namespace FeedPipeline.Flows.Applying;

/// <summary>A file held against what is configured. A feed of the file is the one of its address, else the one of its name, whose address changes; else it is new.</summary>
internal sealed class Comparison(Declarations known)
{
    private readonly Dictionary<string, KnownFeed> byUrl = known.Feeds.ToDictionary(feed => feed.Declared.Feed.Url, StringComparer.Ordinal);
    private readonly Dictionary<string, KnownFeed> byName = known.Feeds.Where(feed => !feed.IsRemoved).ToDictionary(feed => feed.Declared.Feed.Name, StringComparer.Ordinal);
    private readonly List<Difference> differences = [];
    private readonly List<string> unknown = [];
    private readonly List<WantedFeed> add = [];
    private readonly List<(KnownFeed Before, WantedFeed After)> set = [];

    /// <summary>What the file would change; <paramref name="prune"/> takes out what it does not name.</summary>
    /// <exception cref="FormatException">The file cannot be: one line that says where and why.</exception>
    public FeedPlan Of(FeedsFile file, bool prune)
    {
        var same = 0;
        var named = new HashSet<long>();
        foreach (var wanted in file.Feeds ?? [])
        {
            var before = Match(wanted, file.Feeds!);
            if (before is null)
                Add(wanted);
            else if (!named.Add(before.Id))
                throw At(wanted, $"it is feed {before.Id}, as another one of the file is: give it a name that is its own");
            else if (!IsSet(before, wanted))
                same++;
        }

        var rest = known.Feeds.Where(feed => file.Feeds is not null && !feed.IsRemoved && !named.Contains(feed.Id)).ToList();
        CheckNames(file.Feeds ?? [], prune ? [] : rest);
        if (prune)
            differences.AddRange(rest.Select(feed => new Difference(DifferenceKind.Remove, feed.Declared.Feed.Name, feed.Declared.Feed.Url, null, [])));
        var rules = file.Rules?.Select(RulesFile.Write).ToList();
        var (rulesDiffer, moved) = rules is null ? ([], false) : RuleDifferences(rules);
        differences.AddRange(rulesDiffer);
        return new FeedPlan
        {
            Differences = differences,
            Same = same,
            Kept = prune ? [] : [.. rest.Select(feed => feed.Declared.Feed.Name)],
            Unknown = unknown,
            Changes = new DeclaredChanges { Add = add, Set = set, Remove = prune ? rest : [], Rules = rulesDiffer.Count > 0 || moved ? rules : null },
        };
    }

    private KnownFeed? Match(DeclaredFeed wanted, IReadOnlyList<DeclaredFeed> all)
    {
        if (byUrl.GetValueOrDefault(wanted.Feed.Url) is { } there)
            return there.IsRemoved ? null : there;
        var named = byName.GetValueOrDefault(wanted.Feed.Name);
        return named is not null && all.Any(other => other.Feed.Url == named.Declared.Feed.Url) ? null : named;
    }

    private void Add(DeclaredFeed wanted)
    {
        var access = Opened(wanted) ?? (byUrl.GetValueOrDefault(wanted.Feed.Url) is { Declared.Access: not null } ? None(wanted) : null);
        differences.Add(new Difference(DifferenceKind.Add, wanted.Feed.Name, wanted.Feed.Url, wanted.Line, FeedFields.Between(null, wanted)));
        add.Add(new WantedFeed(wanted, access, IsPolledOtherwise: true));
    }

    private bool IsSet(KnownFeed before, DeclaredFeed wanted)
    {
        var fields = FeedFields.Between(before.Declared, wanted).ToList();
        var access = wanted.Access is null ? (before.Declared.Access is null ? null : None(wanted)) : Opened(wanted);
        if (wanted.Access is not null && access is not null && !IsSame(before.Access, access) && fields.All(field => field.Field != "access"))
            fields.Add(new FieldDifference("access", before.HasAccess ? "other values" : null, "the values that stand there now"));
        if (fields.Count == 0)
            return false;

        differences.Add(new Difference(DifferenceKind.Change, wanted.Feed.Name, before.Declared.Feed.Url, wanted.Line, fields));
        set.Add((before, new WantedFeed(wanted, access, fields.Any(FeedFields.ConcernsPolls))));
        return true;
    }

    /// <summary>Names that are other feeds' which stay as they are.</summary>
    private static void CheckNames(IReadOnlyList<DeclaredFeed> wanted, IReadOnlyList<KnownFeed> staying)
    {
        var taken = staying.ToDictionary(feed => feed.Declared.Feed.Name, StringComparer.Ordinal);
        foreach (var feed in wanted)
        {
            if (taken.TryGetValue(feed.Feed.Name, out var other))
                throw At(feed, $"name: \"{feed.Feed.Name}\" is feed {other.Id}, {other.Declared.Feed.Url}, which the file does not name");
        }
    }

    private (IReadOnlyList<Difference> Differences, bool Moved) RuleDifferences(IReadOnlyList<string> rules)
    {
        List<Difference> found =
        [
            .. rules.Except(known.Rules, StringComparer.Ordinal).Select(rule => new Difference(DifferenceKind.AddRule, Subject(rule), null, null, [])),
            .. known.Rules.Except(rules, StringComparer.Ordinal).Select(rule => new Difference(DifferenceKind.RemoveRule, Subject(rule), null, null, [])),
        ];
        if (found.Count == 0 && !rules.SequenceEqual(known.Rules, StringComparer.Ordinal))
            found.Add(new Difference(DifferenceKind.MoveRules, "rules", null, null, []));
        return (found, found.Count > 0);
    }

    /// <summary>The first line of a rule says what it is for.</summary>
    private static string Subject(string rule) => rule[..rule.IndexOf('\n', StringComparison.Ordinal)];

    private Access? Opened(DeclaredFeed wanted)
    {
        if (wanted.Access is null)
            return null;
        var (access, problem) = SecretPlaces.Open(wanted.Access, wanted.Feed.Url);
        if (problem is not null)
            unknown.Add(FormattableString.Invariant($"line {wanted.Line}, feed \"{wanted.Feed.Name}\": {problem}"));
        return access;
    }

    private static Access None(DeclaredFeed wanted) => new(Access.OriginOf(new Uri(wanted.Feed.Url)), []);

    private static bool IsSame(Access? one, Access other) => one is not null && one.Origin == other.Origin && one.Headers.SequenceEqual(other.Headers);

    private static FormatException At(DeclaredFeed feed, string what) => new(FormattableString.Invariant($"line {feed.Line}: {what}"));
}
