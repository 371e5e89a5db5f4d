using FeedPipeline.Documents;
using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>A page that came instead of a feed: it may say where its feeds are.</summary>
internal static class HtmlPage
{
    private const int MaxLinks = 50;

    /// <summary>A document without format, with the feeds that the page offers (<c>link rel=alternate</c>).</summary>
    public static FeedDocument Read(ReadOnlyMemory<char> text, int start, ReadingContext context, ProblemList problems)
    {
        var feeds = new List<string>();
        var address = context.Base;
        using var markup = new MarkupReader(text, start, 0, context.Options, new ProblemList(0)) { IsHtml = true };
        while (feeds.Count < MaxLinks && markup.Read())
        {
            if (markup.Kind != MarkupKind.Start)
                continue;
            if (markup.Name.Lower == "base")
                address = Links.Resolve(Value(markup, "href"), address) ?? address;
            else if (OffersFeed(markup) && Links.Absolute(Value(markup, "href"), address) is { } link)
                feeds.Add(link);
        }

        return new()
        {
            LinkedFeeds = [.. feeds.Distinct(StringComparer.Ordinal)],
            Problems = [new("an HTML page, not a feed"), .. problems.ToList()],
        };
    }

    private static bool OffersFeed(MarkupReader link) =>
        link.Name.Lower == "link" &&
        (Value(link, "rel") ?? "").Split(' ').Contains("alternate", StringComparer.OrdinalIgnoreCase) &&
        Value(link, "type")?.Split(';')[0].Trim().ToLowerInvariant() is
            "application/rss+xml" or "application/atom+xml" or "application/rdf+xml" or "application/feed+json" or "application/json" or "text/xml"
            or "application/xml" or "application/x.atom+xml" or "application/x-atom+xml";

    private static string? Value(MarkupReader markup, string name) =>
        markup.Attributes.Find(name) is >= 0 and var index ? markup.Attributes.Value(index).ToString() : null;
}
