using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Extracting.Pages;

/// <summary>The article's node in a page's linked data (schema.org <c>Article</c> and its kinds), and how to follow its references.</summary>
internal sealed partial class LinkedArticle
{
    private const int MaxNodes = 2_000;
    private const int MaxDepth = 12;

    private readonly Dictionary<string, JsonElement> byId = new(StringComparer.Ordinal);
    private readonly List<JsonElement> articles = [];
    private readonly List<JsonElement> pages = [];
    private int nodes;

    /// <summary>The article; null when the page states none.</summary>
    public JsonElement? Article { get; private set; }

    /// <summary>The pictures that the page describes.</summary>
    public List<JsonElement> Images { get; } = [];

    /// <summary>Names of publishers, sites and organisations: they are not people.</summary>
    public HashSet<string> SiteNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads every block of a page; what is broken beyond repair is left out.</summary>
    public static LinkedArticle Of(IHtmlDocument document, int maxChars)
    {
        var linked = new LinkedArticle();
        foreach (var script in document.GetElementsByTagName("script"))
        {
            var text = script.TextContent;
            maxChars -= text.Length;
            if (maxChars < 0)
                break;
            if (TolerantJson.Parse(text) is { } root)
                linked.Collect(root, 0);
        }

        linked.Article = linked.articles.Count > 0 ? linked.articles.MaxBy(Weight) : null;
        linked.Name(linked.Article);
        foreach (var page in linked.pages)
            linked.Name(page);
        return linked;
    }

    /// <summary>Texts of a property: strings, and names of objects, references followed.</summary>
    public IEnumerable<string> Texts(string property) => Article is { } article ? Texts(article, property) : [];

    /// <summary>The first text of a property; null when there is none.</summary>
    public string? Text(string property) => Texts(property).FirstOrDefault();

    /// <summary>The paragraphs of a long text, without markup.</summary>
    public IReadOnlyList<string> Paragraphs(string property)
    {
        if (Article is not { } article || Values(article, property).FirstOrDefault() is not { ValueKind: JsonValueKind.String } value)
            return [];
        var text = WebUtility.HtmlDecode(Tag().Replace(Sound(value) ?? "", match => match.Value.StartsWith("</p", StringComparison.OrdinalIgnoreCase) || match.Value.StartsWith("<br", StringComparison.OrdinalIgnoreCase) ? "\n" : ""));
        return [.. text.Split('\n').Select(PlainText.Clean).Where(paragraph => paragraph.Length > 0)];
    }

    /// <summary>The objects of a property, references followed.</summary>
    public IEnumerable<JsonElement> Objects(string property) => Article is { } article ? Values(article, property).Where(value => value.ValueKind == JsonValueKind.Object) : [];

    /// <summary>Texts of an object's property.</summary>
    public IEnumerable<string> Texts(JsonElement node, string property)
    {
        foreach (var value in Values(node, property))
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.String => Sound(value),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                JsonValueKind.Object => Texts(value, "name").FirstOrDefault() ?? Texts(value, "url").FirstOrDefault() ?? Texts(value, "@value").FirstOrDefault(),
                _ => null,
            };
            if (text is not null && Clean(text) is { Length: > 0 } clean)
                yield return clean;
        }
    }

    /// <summary>Texts of a property of the page's node, for what its article leaves out.</summary>
    public string? PageText(string property) => pages.SelectMany(page => Texts(page, property)).FirstOrDefault();

    /// <summary>Whether a node is of a kind.</summary>
    public static bool Is(JsonElement node, params ReadOnlySpan<string> types)
    {
        foreach (var type in Types(node))
        {
            if (types.Contains(type))
                return true;
        }

        return false;
    }

    private void Collect(JsonElement value, int depth)
    {
        if (depth > MaxDepth || nodes++ > MaxNodes)
            return;
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Collect(item, depth + 1);
            return;
        }

        if (value.ValueKind != JsonValueKind.Object)
            return;
        if (value.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String && value.EnumerateObject().Skip(1).Any())
            byId.TryAdd(Sound(id) ?? "", value);
        if (Is(value, "ImageObject"))
            Images.Add(value);
        if (Types(value).Any(IsArticleType))
            articles.Add(value);
        else if (Is(value, "WebPage", "ItemPage", "WebSite", "Organization", "NewsMediaOrganization"))
            pages.Add(value);
        foreach (var property in value.EnumerateObject())
        {
            // Whoever wrote it is no site, though an agency is an organisation too.
            if (property.Name is not ("itemListElement" or "comment" or "hasPart" or "relatedLink" or "author" or "creator" or "contributor") && property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                Collect(property.Value, depth + 1);
        }
    }

    private void Name(JsonElement? node)
    {
        if (node is not { } stated)
            return;
        var names = Texts(stated, "publisher").Concat(Is(stated, "WebSite", "Organization", "NewsMediaOrganization") ? Texts(stated, "name").Concat(Texts(stated, "alternateName")) : []);
        foreach (var name in names)
            SiteNames.Add(PlainText.Fold(name));
    }

    private IEnumerable<JsonElement> Values(JsonElement node, string property)
    {
        if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(property, out var value))
            return [];
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Unwrapped) : Unwrapped(value);
    }

    private IEnumerable<JsonElement> Unwrapped(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray();
        var isReference = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String
            && !value.TryGetProperty("name", out _) && byId.ContainsKey(Sound(id) ?? "");
        return [isReference ? byId[Sound(value.GetProperty("@id"))!] : value];
    }

    private static int Weight(JsonElement node)
    {
        var weight = 0;
        foreach (var property in node.EnumerateObject())
        {
            weight += property.Name switch
            {
                "headline" => 5,
                "datePublished" or "author" or "articleBody" => 3,
                "mainEntityOfPage" or "dateModified" or "publisher" or "image" => 1,
                _ => 0,
            };
        }

        return weight;
    }

    private static IEnumerable<string> Types(JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty("@type", out var type))
            return [];
        return type.ValueKind switch
        {
            JsonValueKind.String => [Bare(Sound(type) ?? "")],
            JsonValueKind.Array => type.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => Bare(Sound(name) ?? "")),
            _ => [],
        };
    }

    private static string Bare(string type) => type[(type.LastIndexOfAny(['/', ':', '#']) + 1)..];

    private static bool IsArticleType(string type) =>
        type.EndsWith("Article", StringComparison.OrdinalIgnoreCase) || type is "BlogPosting" or "LiveBlogPosting" or "Report" or "SocialMediaPosting" or "Review" or "CreativeWork" or "DiscussionForumPosting";

    // Half a surrogate pair is allowed by JSON's grammar and by nothing else.
    private static string? Sound(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Clean(string text) =>
        text.Contains('&', StringComparison.Ordinal) ? PlainText.Clean(WebUtility.HtmlDecode(WebUtility.HtmlDecode(text))) : PlainText.Clean(text.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("</?[A-Za-z][^<>]{0,500}>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Tag();
}
