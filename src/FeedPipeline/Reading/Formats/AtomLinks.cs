using FeedPipeline.Reading.Markup;

namespace FeedPipeline.Reading.Formats;

/// <summary>Atom's <c>link</c> (RFC 4287 section 4.2.7), in Atom feeds and as a guest in RSS.</summary>
internal static class AtomLinks
{
    public static void Read(MarkupCursor cursor, FeedDraft feed)
    {
        if (Relation(cursor) == "alternate")
            feed.ModuleLink ??= cursor.UrlAttribute("href");
    }

    public static void Read(MarkupCursor cursor, ItemDraft item)
    {
        switch (Relation(cursor))
        {
            case "alternate":
                item.ModuleLink ??= cursor.UrlAttribute("href");
                break;
            case "enclosure":
                item.Enclose(cursor.UrlAttribute("href"), cursor.Attribute("type"), RssReader.Length(cursor.Attribute("length")));
                break;
        }
    }

    private static string Relation(MarkupCursor cursor)
    {
        var relation = cursor.Attribute("rel") ?? "alternate";
        return relation[(relation.LastIndexOf('/') + 1)..].ToLowerInvariant();
    }
}
