using System.Globalization;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using YamlDotNet.RepresentationModel;
using static FeedPipeline.Configuring.YamlNodes;

namespace FeedPipeline.Configuring;

/// <summary>Feeds and rules as a file declares them. What a feed does not say is the usual; a part that is missing altogether is not spoken of.</summary>
public sealed record FeedsFile
{
    private const int MaxChars = 50_000_000;
    private const int MaxFeeds = 100_000;
    private const int MaxTags = 100;
    private const int MaxText = 300;

    private static readonly string[] Parts = ["feeds", "rules"];

    /// <summary>What a feed may say, in the order in which it is written.</summary>
    internal static readonly string[] Keys =
        ["name", "url", "schedule", "quiet", "full_text", "identity", "tags", "owner", "paused", "keep", "keep_count", "tls_exception", "access"];

    private static readonly string[] Identities = ["auto", .. Enum.GetValues<Identity>().Select(Word)];
    private static readonly string[] Modes = [.. Enum.GetValues<FullText>().Select(Word)];

    /// <summary>All feeds; null when the file has no list of them.</summary>
    public IReadOnlyList<DeclaredFeed>? Feeds { get; init; }

    /// <summary>All rules for pages; null when the file has no list of them.</summary>
    public IReadOnlyList<PageRule>? Rules { get; init; }

    /// <summary>Reads a file's text; <paramref name="isCron"/> says which expressions the scheduler reads.</summary>
    /// <exception cref="FormatException">It is wrong: one line that says where, what, and what was meant.</exception>
    public static FeedsFile Parse(string yaml, Func<string, bool> isCron)
    {
        if (Root(yaml, MaxChars) is not { } top)
            throw new FormatException("line 1: the file is empty; it has \"feeds\", \"rules\", or both");
        var root = Map(top, "the file", Parts);
        var feeds = root.Children.TryGetValue("feeds", out var listed) ? List(listed, "feeds") : null;
        if (feeds?.Children.Count > MaxFeeds)
            throw Wrong(feeds, $"more than {MaxFeeds} feeds");
        return new FeedsFile
        {
            Feeds = feeds is null ? null : Distinct([.. feeds.Children.Select(node => Feed(node, isCron))]),
            Rules = root.Children.TryGetValue("rules", out var rules) ? RulesFile.Rules(List(rules, "rules")) : null,
        };
    }

    private static DeclaredFeed Feed(YamlNode node, Func<string, bool> isCron)
    {
        var map = Map(node, "a feed", Keys);
        var url = Required(map, "url");
        var name = Required(map, "name");
        Refused(map, "name", FeedName.Refuse(name));
        Refused(map, "url", FeedUrl.Refuse(url) ?? (new Uri(url.Trim()).UserInfo.Length > 0 ? "a URL names no user and no password: they belong under \"access\", by reference" : null));
        var schedule = Schedule(map, isCron);
        return new DeclaredFeed
        {
            Line = (int)map.Start.Line,
            Feed = new Feed
            {
                Name = name,
                Url = FeedUrl.Of(url),
                Schedule = schedule,
                Quiet = Quiet(map, schedule),
                FullText = Enum.Parse<FullText>(OneOf(map, "full_text", Modes) ?? Word(FullText.Auto), ignoreCase: true),
                Identity = OneOf(map, "identity", Identities) is { } by and not "auto" ? Enum.Parse<Identity>(by.Replace("_", "", StringComparison.Ordinal), ignoreCase: true) : null,
                Tags = Tags(map),
                Owner = Line(map, "owner"),
                TlsException = Line(map, "tls_exception"),
            },
            IsPaused = OneOf(map, "paused", ["true", "false"]) == "true",
            KeepAge = Text(map, "keep") is { } age ? Keeping.Parse(age) ?? throw At(map, "keep", $"\"{age}\" is no age: 1d to {Keeping.MaxDays}d, or {Keeping.Forever}") : null,
            KeepCount = Text(map, "keep_count") is { } count
                ? int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? most : throw At(map, "keep_count", $"\"{count}\" is no number from 1")
                : null,
            Access = map.Children.TryGetValue("access", out var access) ? AccessOfFile.Read(access) : null,
        };
    }

    private static IReadOnlyList<DeclaredFeed> Distinct(IReadOnlyList<DeclaredFeed> feeds)
    {
        var (names, urls) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var feed in feeds)
        {
            if (!names.TryAdd(feed.Feed.Name, feed.Line))
                throw new FormatException($"line {feed.Line}: name: \"{feed.Feed.Name}\" is the feed of line {names[feed.Feed.Name]} already");
            if (!urls.TryAdd(feed.Feed.Url, feed.Line))
                throw new FormatException($"line {feed.Line}: url: {feed.Feed.Url} is the feed of line {urls[feed.Feed.Url]} already");
        }

        return feeds;
    }

    private static Schedule Schedule(YamlMappingNode map, Func<string, bool> isCron)
    {
        if (Text(map, "schedule") is not { } text)
            return FeedPipeline.Feeds.Schedule.Adaptive.Instance;
        return FeedPipeline.Feeds.Schedule.Parse(text) switch
        {
            Schedule.Cron { Expression: var expression } when !isCron(expression) =>
                throw At(map, "schedule", $"\"{expression}\" is not a Quartz cron expression; six or seven fields, seconds first: cron 0 0 6 * * ?"),
            null => throw At(map, "schedule", $"\"{text}\" is no schedule: adaptive, adaptive within 10m, every 15m, or cron 0 0 6 * * ?"),
            var schedule => schedule,
        };
    }

    private static QuietHours? Quiet(YamlMappingNode map, Schedule schedule)
    {
        if (Text(map, "quiet") is not { } text)
            return null;
        var hours = QuietHours.Parse(text) ?? throw At(map, "quiet", $"\"{text}\" are no quiet hours: 22:00-06:00 Europe/Berlin");
        return schedule is Schedule.Cron ? throw At(map, "quiet", "a cron schedule says itself when its feed is left alone") : hours;
    }

    private static IReadOnlyList<string> Tags(YamlMappingNode map)
    {
        List<string> tags = [.. Each(map, "tags").Select(tag => IsText(Scalar(tag)) ? Scalar(tag) : throw Wrong(tag, $"tags: a label is one line of 1 to {MaxText} characters"))];
        return tags.Count <= MaxTags ? tags : throw At(map, "tags", $"more than {MaxTags} labels");
    }

    private static string? Line(YamlMappingNode map, string key) => Text(map, key) is not { } text ? null
        : IsText(text) ? text : throw At(map, key, $"one line of 1 to {MaxText} characters");

    private static string? OneOf(YamlMappingNode map, string key, IReadOnlyList<string> words) => Text(map, key) is not { } word ? null
        : words.Contains(word, StringComparer.Ordinal) ? word : throw At(map, key, $"\"{word}\" is not one of {string.Join(", ", words)}{Nearest.Hint(word, words)}");

    private static string Required(YamlMappingNode map, string key) => Text(map, key) ?? throw Wrong(map, $"a feed has a \"{key}\"");

    private static void Refused(YamlMappingNode map, string key, string? why)
    {
        if (why is not null)
            throw At(map, key, why);
    }

    private static FormatException At(YamlMappingNode map, string key, string what) => Wrong(map.Children[key], $"{key}: {what}");

    private static bool IsText(string text) => text.Trim().Length is > 0 and <= MaxText && text.Length <= MaxText && !text.Any(char.IsControl);

    /// <summary>As the tables write it.</summary>
    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString() switch { "LinkDate" => "link_date", "TitleDate" => "title_date", var name => name.ToLowerInvariant() };
}
