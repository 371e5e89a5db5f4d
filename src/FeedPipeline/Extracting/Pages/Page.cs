using System.Collections.Frozen;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Extracting.Pages;

/// <summary>A parsed page: its tree, what its head states, and its linked data. Nothing is run or loaded.</summary>
internal sealed class Page
{
    /// <summary>Deepest nesting that is walked.</summary>
    public const int MaxDepth = 400;

    private const int MaxShortChars = 16 * 1024;

    private static readonly FrozenSet<string> AttributeNames =
        ("class id href src srcset alt title content name property itemprop itemtype itemscope itemid rel datetime pubdate hidden style role aria-hidden aria-label type lang xml:lang "
        + "width height http-equiv value dir").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private Page(IHtmlDocument document, FetchedDocument fetched, ExtractingOptions options)
    {
        Document = document;
        Body = document.Body ?? document.DocumentElement;
        _ = Uri.TryCreate(fetched.Url, UriKind.Absolute, out var address);
        Address = address;
        Base = document.QuerySelector("base[href]")?.GetAttribute("href") is { } stated && TryResolve(address, stated) is { } resolved ? resolved : address;
        ContentLanguage = fetched.ContentLanguage;
        Meta = MetaTags.Of(document);
        Linked = LinkedArticle.Of(document, options.MaxLinkedChars);
        Title = PlainText.Clean(document.Title ?? "");
    }

    /// <summary>The tree.</summary>
    public IHtmlDocument Document { get; }

    /// <summary>What readers see.</summary>
    public IElement Body { get; }

    /// <summary>Where the page came from; null when unknown.</summary>
    public Uri? Address { get; }

    /// <summary>What relative addresses begin from; null when unknown.</summary>
    public Uri? Base { get; }

    /// <summary><c>Content-Language</c> of the transport; null when not stated.</summary>
    public string? ContentLanguage { get; }

    /// <summary>What the head states.</summary>
    public MetaTags Meta { get; }

    /// <summary>What the linked data state of the article.</summary>
    public LinkedArticle Linked { get; }

    /// <summary>The <c>title</c> element; empty when there is none.</summary>
    public string Title { get; }

    /// <summary>The markup of a page that is too short for an article, its scripts included; null for longer ones.</summary>
    public string? ShortSource { get; private init; }

    /// <summary>Parses the bytes.</summary>
    public static Page Parse(FetchedDocument fetched, ExtractingOptions options)
    {
        var raw = PageText.Decode(fetched, options.MaxBytes);
        var html = HtmlLimits.ApplyToPage(raw);
        var tree = HtmlTree.Parse(html, new HtmlParserOptions
        {
            IsScripting = false,
            SkipComments = true,
            SkipProcessingInstructions = true,
            DisableElementPositionTracking = true,
            MaximumDepth = MaxDepth,
            ShouldEmitAttribute = static (ref StructHtmlToken _, ReadOnlyMemory<char> name) =>
                name.Span.StartsWith("data-", StringComparison.Ordinal) || AttributeNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name.Span),
        });
        return new Page(tree, fetched, options) { ShortSource = raw.Length <= MaxShortChars ? raw : null };
    }

    /// <summary>An absolute web address; null when the text is none.</summary>
    public string? Absolute(string? address) =>
        address is not null && TryResolve(Base, address) is { Scheme: "http" or "https" } resolved ? resolved.AbsoluteUri : null;

    private static Uri? TryResolve(Uri? from, string address)
    {
        address = PlainText.Clean(address);
        if (address.Length is 0 or > 4_000)
            return null;
        if (from is null)
            return Uri.TryCreate(address.StartsWith("//", StringComparison.Ordinal) ? "http:" + address : address, UriKind.Absolute, out var whole) ? whole : null;
        return Uri.TryCreate(from, address, out var resolved) ? resolved : null;
    }
}
