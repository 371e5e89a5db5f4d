namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>One published item, as the publisher remembers it. Times count from the start of the run.</summary>
internal sealed class ChaosItem(string guid, TimeSpan listedAt)
{
    private static readonly string[] Syllables = ["ba", "ker", "lin", "mo", "ra", "ston", "ti", "ven", "wal", "zu", "der", "fi", "gor", "hem"];

    /// <summary>One for each version: words, because an edit of figures alone is churn.</summary>
    private static readonly string[] Said =
    [
        "amber", "birch", "cedar", "dahlia", "elder", "fern", "ginger", "hazel", "iris", "juniper", "kelp", "larch", "maple", "nettle", "olive", "poppy", "quince", "rowan", "sorrel", "thyme",
    ];

    /// <summary>What identifies it.</summary>
    public string Guid => guid;

    /// <summary>When it came into the feed.</summary>
    public TimeSpan ListedAt => listedAt;

    /// <summary>When another one pushed it out; null while it is listed.</summary>
    public TimeSpan? GoneAt { get; set; }

    /// <summary>Edits so far; an item is edited at most as often as there are words.</summary>
    public int Version { get; private set; }

    /// <summary>What its text says in this version, and in no other.</summary>
    public string Word => Said[Version];

    /// <summary>The place of the word in the order of versions; -1 when no version says it.</summary>
    public static int VersionIn(string text) => Array.FindLastIndex(Said, word => text.Contains($"said {word} ", StringComparison.Ordinal));

    /// <summary>The publisher changes its mind.</summary>
    public void Edit() => Version = Math.Min(Version + 1, Said.Length - 1);

    /// <summary>As it stands in the document.</summary>
    public RssItem Entry(DateTimeOffset began) => new(
        guid, $"{Sentence(1, 5)} {guid}", $"<p>{Sentence(2, 30)}.</p><p>The council said {Word} to all of it: {Sentence(3, 12)}.</p><p>{Sentence(4, 30)}.</p>")
    {
        PubDate = (began + listedAt).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Words that no other item has in this order, the same at every request.</summary>
    private string Sentence(int part, int words)
    {
        var random = new Random(guid.Aggregate(part, (hash, letter) => unchecked((hash * 31) + letter)));
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => string.Concat(Enumerable.Range(0, 3).Select(_ => Syllables[random.Next(Syllables.Length)]))));
    }
}
