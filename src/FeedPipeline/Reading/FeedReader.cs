using FeedPipeline.Documents;
using FeedPipeline.Reading.Charsets;
using FeedPipeline.Reading.Formats;
using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading;

/// <summary>Reads the bytes of a feed. Never throws on input: what is wrong with a document travels in its problems.</summary>
public static class FeedReader
{
    /// <summary>Bytes to items; the format is null when they are not a feed.</summary>
    public static FeedDocument Read(FetchedDocument document, ReadingOptions options)
    {
        var problems = new ProblemList(options.MaxProblems);
        var cut = document.Body.Length > options.MaxDocumentBytes;
        if (cut)
            problems.Add($"longer than {options.MaxDocumentBytes} bytes; the rest was left out");

        var body = cut ? document.Body.Span[..options.MaxDocumentBytes] : document.Body.Span;
        var feed = DocumentStart.Look(body) switch
        {
            DocumentKind.Empty => NotAFeed("the body is empty", problems),
            DocumentKind.Binary => NotAFeed(DocumentStart.NameBinary(body) + ", not a feed", problems),
            _ => ReadText(body, document, options, problems),
        };
        return cut ? feed with { IsComplete = false } : feed;
    }

    private static FeedDocument ReadText(ReadOnlySpan<byte> body, FetchedDocument document, ReadingOptions options, ProblemList problems)
    {
        using var text = DocumentText.Decode(body, document.Charset, problems);
        var start = DocumentStart.Find(text.Span);
        if (start.Kind == DocumentKind.Text)
            return NotAFeed("plain text, not a feed", problems);
        if (start.Kind == DocumentKind.Empty)
            return NotAFeed("the body is empty", problems);

        var context = new ReadingContext(options, Links.Base(document.Url, document.ContentLocation), document.ContentLanguage);
        if (start.Kind == DocumentKind.Json)
            return JsonFeedReader.Read(text.Span[start.Offset..], context, problems);
        if (start.Kind == DocumentKind.Html)
            return HtmlPage.Read(text.Memory, start.Offset, context, problems);

        if (!text.Span[..start.Offset].IsWhiteSpace())
            problems.Add("text before the feed", 1, 1);
        else if (start.Offset > 0 && text.Span[start.Offset..].StartsWith("<?xml", StringComparison.Ordinal))
            problems.Add("space before the XML declaration", 1, 1);
        return ReadMarkup(text.Memory, start, context, problems);
    }

    private static FeedDocument ReadMarkup(ReadOnlyMemory<char> text, DocumentStart start, ReadingContext context, ProblemList problems)
    {
        using var markup = new MarkupReader(text, start.Offset, start.Root, context.Options, problems);
        using var cursor = new MarkupCursor(markup, context);
        if (!cursor.NextChild(0))
            return NotAFeed("an XML document without elements, not a feed", problems);

        var feed = new FeedDraft(context.Options, problems);
        switch (cursor.Name)
        {
            case "channel" when CdfReader.IsCdf(cursor):
                CdfReader.Read(cursor, feed);
                break;
            case "rss" or "rdf" or "channel":
                RssReader.Read(cursor, feed);
                break;
            case "feed" or "entry":
                AtomReader.Read(cursor, feed);
                break;
            case "urlset":
                SitemapReader.Read(cursor, feed);
                break;
            default:
                return NotAFeed($"an XML document with the root <{Characters.Cut(cursor.Name, 40)}>, not a feed", problems);
        }

        var isComplete = cursor.ReadToEnd();
        return feed.Format is null ? NotAFeed("a sitemap without news, not a feed", problems) : feed.ToDocument(isComplete);
    }

    private static FeedDocument NotAFeed(string what, ProblemList problems) =>
        new() { Problems = [new Problem(what), .. problems.ToList()] };
}
