using System.Xml;
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
            _ => ReadText(DocumentText.Decode(body, document.Charset, problems), document, options, problems),
        };
        return cut ? feed with { IsComplete = false } : feed;
    }

    private static FeedDocument ReadText(string text, FetchedDocument document, ReadingOptions options, ProblemList problems)
    {
        var start = DocumentStart.Find(text);
        if (start.Kind == DocumentKind.Text)
            return NotAFeed("plain text, not a feed", problems);
        if (start.Kind == DocumentKind.Empty)
            return NotAFeed("the body is empty", problems);

        var context = new ReadingContext(options, Links.Base(document.Url, document.ContentLocation), document.ContentLanguage);
        if (start.Kind == DocumentKind.Json)
            return JsonFeedReader.Read(text[start.Offset..], context, problems);
        if (start.Kind == DocumentKind.Html)
            return HtmlPage.Read(text, start.Offset, context, problems);

        if (!text.AsSpan(0, start.Offset).IsWhiteSpace())
            problems.Add("text before the feed", 1, 1);
        else if (start.Offset > 0 && text.AsSpan(start.Offset).StartsWith("<?xml", StringComparison.Ordinal))
            problems.Add("space before the XML declaration", 1, 1);
        return ReadMarkup(text, start, context, problems);
    }

    /// <summary>Well-formed documents take the quick way; only a broken one pays for a second, tolerant reading.</summary>
    private static FeedDocument ReadMarkup(string text, DocumentStart start, ReadingContext context, ProblemList problems)
    {
        var found = new ProblemList(context.Options.MaxProblems);
        found.AddRange(problems);
        try
        {
            using var strict = new StrictMarkup(text, start.Offset);
            return ReadRoot(strict, context, found);
        }
        catch (XmlException broken)
        {
            var before = problems.Count;
            var feed = ReadRoot(new TolerantMarkup(text, start.Offset, start.Root, context.Options.MaxDepth, problems), context, problems);
            if (problems.Count > before)
                return feed;
            return feed with { Problems = [.. feed.Problems, new Problem("not well-formed XML", broken.LineNumber, broken.LinePosition)] };
        }
    }

    private static FeedDocument ReadRoot(IMarkup markup, ReadingContext context, ProblemList problems)
    {
        var cursor = new MarkupCursor(markup, context, problems);
        var feed = new FeedDraft(context.Options, problems);
        if (!cursor.NextChild(0))
            return NotAFeed("an XML document without elements, not a feed", problems);

        var root = cursor.Name;
        switch (root)
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
            default:
                return NotAFeed($"an XML document with the root <{Characters.Cut(root, 40)}>, not a feed", problems);
        }

        var complete = cursor.ReadToEnd();
        return feed.ToDocument(complete);
    }

    private static FeedDocument NotAFeed(string what, ProblemList problems) =>
        new() { Problems = [new Problem(what), .. problems.ToList()] };
}
