using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FeedPipeline.Articles;
using FeedPipeline.Documents;

namespace FeedPipeline.Deduplicating;

/// <summary>An item with the words that may identify it.</summary>
internal sealed partial record ListedItem(FeedItem Item, int Position, string? Url)
{
    /// <summary>Letters of the text that stand for the whole.</summary>
    private const int MaxWords = 2048;

    /// <summary>Guid without scheme and host; null when the guid is no web address, or has nothing behind its host.</summary>
    public string? GuidPath
    {
        get
        {
            if (Item.Guid is not { } guid || !(guid.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || guid.StartsWith("https://", StringComparison.OrdinalIgnoreCase)))
                return null;
            var path = guid.AsSpan(guid.IndexOf("://", StringComparison.Ordinal) + 3);
            var slash = path.IndexOfAny('/', '?');
            return slash < 0 || slash == path.Length - 1 ? null : path[slash..].ToString();
        }
    }

    /// <summary>Address and date; null without either.</summary>
    public string? LinkDate => (Url ?? Item.Link) is { } link && Item.Published is { } published ? ItemKeys.Dated(link, published.At) : null;

    /// <summary>Title and date; null without either.</summary>
    public string? TitleDate => Item.Published is { } published && Title is { Length: > 0 } title ? ItemKeys.Dated(title, published.At) : null;

    /// <summary>Title and the beginning of the text, else whatever it leads to.</summary>
    public string Words => $"{Item.Title}{Text}".Trim().Length == 0
        ? $"{Url ?? Item.Link}\n{string.Join('\n', Item.Enclosures.Select(enclosure => enclosure.Url))}\n{Item.Published?.At:O}\n{Item.Guid}"
        : $"{(Title.Length > 0 ? Title : Item.Title)}\n{(Text.Length <= MaxWords ? Text : Text[..MaxWords])}";

    private string Title => Item.Title is { } title ? ItemKeys.Title(WebUtility.HtmlDecode(Tags().Replace(title, " "))) : string.Empty;

    private string Text => Item.Content ?? Item.Summary ?? string.Empty;

    /// <summary>The items of a document. One that is listed twice counts once, or it would share its guid and its address with itself; which of the two it is does not depend on their order.</summary>
    public static IReadOnlyList<ListedItem> Of(FeedDocument document, LearnedParameters? learned)
    {
        List<ListedItem> listed =
        [
            .. document.Items.Select((item, index) => new ListedItem(item, index + 1, CanonicalUrl.Of(item.OriginalLink ?? item.Link, learned)))
                .GroupBy(entry => (entry.Item.Guid, entry.Url, entry.Said)).Select(Last),
        ];

        // One guid with the same words at two addresses is one item too, which stands in two sections.
        var repeated = listed.Select(entry => entry.Item.Guid).OfType<string>().GroupBy(guid => guid, StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any()).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        if (repeated.Count == 0)
            return [.. listed.OrderBy(entry => entry.Position)];
        return
        [
            .. listed.GroupBy(entry => entry.Item.Guid is { } guid && repeated.Contains(guid) && entry.Text.Length > 0
                    ? $"{guid}\n{entry.Item.Title}\n{entry.Item.Published?.At:O}\n{entry.Text}" : $"\n{entry.Position}")
                .Select(Last)
                .OrderBy(entry => entry.Position),
        ];
    }

    /// <summary>Of several states of one item the one that was changed last.</summary>
    private static ListedItem Last(IEnumerable<ListedItem> same) => same is ICollection<ListedItem> { Count: 1 } only ? only.First() : same
        .OrderByDescending(entry => entry.Item.Updated?.At)
        .ThenBy(entry => entry.Item.Link?.Length)
        .ThenBy(entry => entry.Item.Link, StringComparer.Ordinal)
        .ThenBy(entry => entry.Text, StringComparer.Ordinal)
        .First();

    /// <summary>When and under which title, else the text itself.</summary>
    private string Said => Item switch
    {
        { Published: { } published } when (Url ?? Item.Link) is not null => FormattableString.Invariant($"{published.At:O}\n{Item.Title}"),
        { Title: { } title, Published: { } published } => FormattableString.Invariant($"{title.Trim()}\n{published.At:O}"),
        _ => $"{Item.Title}\n{Text}",
    };

    /// <summary>Of all that the item states, its place in the document left out.</summary>
    public long Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in Fields())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(field ?? "\u0001"));
            hash.AppendData([0]);
        }

        return BinaryPrimitives.ReadInt64LittleEndian(hash.GetHashAndReset());
    }

    private IEnumerable<string?> Fields() =>
    [
        Item.Guid, Item.Title, Item.Link, Item.OriginalLink, Item.Summary, Item.Content, Item.Language, Item.Rights,
        Stated(Item.Published), Stated(Item.Updated), Item.Image?.ToString(),
        .. Item.Authors, "\u0002", .. Item.Categories, "\u0002", .. Item.Enclosures.Select(enclosure => enclosure.ToString()),
    ];

    private static string? Stated(StatedDate? date) =>
        date is { } stated ? FormattableString.Invariant($"{stated.At:O} {stated.Precision} {stated.Offset:c}") : null;

    [GeneratedRegex("<[^>]{0,1000}>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Tags();
}
