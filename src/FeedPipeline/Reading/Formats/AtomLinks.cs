using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>Atom's <c>link</c> (RFC 4287 section 4.2.7), in Atom feeds and as a guest in RSS.</summary>
internal static class AtomLinks
{
    // A relation may be written as its registered address (RFC 4287 section 4.2.7.2).
    private const string Registry = "http://www.iana.org/assignments/relation/";

    /// <summary>True for a link to the page itself.</summary>
    public static bool IsAlternate(MarkupCursor cursor) => Relation(cursor) == "alternate";

    public static void Read(MarkupCursor cursor, FeedDraft feed)
    {
        switch (Relation(cursor))
        {
            case "alternate":
                feed.ModuleLink ??= cursor.UrlAttribute("href") ?? cursor.Url();
                break;
            case "self":
                feed.SelfUrl ??= cursor.UrlAttribute("href");
                break;
            case "hub" when cursor.UrlAttribute("href") is { } hub && !feed.HubUrls.Contains(hub):
                feed.HubUrls.Add(hub);
                break;
            case "next":
                feed.NextPageUrl ??= cursor.UrlAttribute("href");
                break;
            case "prev-archive":
                feed.PreviousArchiveUrl ??= cursor.UrlAttribute("href");
                break;
            case "license":
                feed.LicenseUrl ??= cursor.UrlAttribute("href");
                break;
        }
    }

    public static void Read(MarkupCursor cursor, ref ItemDraft item)
    {
        switch (Relation(cursor))
        {
            case "alternate":
                item.ModuleLink ??= cursor.UrlAttribute("href") ?? cursor.Url();
                break;
            case "enclosure":
                item.Enclose(cursor.UrlAttribute("href"), cursor.Attribute("type"), Numbers.Length(cursor.AttributeSpan("length")));
                break;
            case "replies":
                ReadReplies(cursor, ref item);
                break;
            case "license":
                item.LicenseUrl ??= cursor.UrlAttribute("href");
                break;
        }
    }

    /// <summary>The comments, as a page or as a feed (RFC 4685 section 4).</summary>
    private static void ReadReplies(MarkupCursor cursor, ref ItemDraft item)
    {
        item.CommentCount ??= Numbers.Count(cursor.AttributeSpan("count"));
        if (cursor.Says("type", "text/html"))
            item.CommentsUrl ??= cursor.UrlAttribute("href");
        else
            item.CommentsFeedUrl ??= cursor.UrlAttribute("href");
    }

    private static string Relation(MarkupCursor cursor)
    {
        var relation = cursor.Attribute("rel")?.ToLowerInvariant() ?? "alternate";
        return relation.StartsWith(Registry, StringComparison.Ordinal) ? relation[Registry.Length..] : relation;
    }
}
