using FeedPipeline.Reading.Markup;

namespace FeedPipeline.Reading.Formats;

/// <summary>Atom's <c>link</c> (RFC 4287 section 4.2.7), in Atom feeds and as a guest in RSS.</summary>
internal static class AtomLinks
{
    // A relation may be written as its registered address (RFC 4287 section 4.2.7.2).
    private const string Registry = "http://www.iana.org/assignments/relation/";

    public static void Read(MarkupCursor cursor, FeedDraft feed)
    {
        if (Relation(cursor) == "alternate")
            feed.ModuleLink ??= cursor.UrlAttribute("href") ?? cursor.Url();
    }

    public static void Read(MarkupCursor cursor, ItemDraft item)
    {
        switch (Relation(cursor))
        {
            case "alternate":
                item.ModuleLink ??= cursor.UrlAttribute("href") ?? cursor.Url();
                break;
            case "enclosure":
                item.Enclose(cursor.UrlAttribute("href"), cursor.Attribute("type"), RssReader.Length(cursor.Attribute("length")));
                break;
        }
    }

    private static string Relation(MarkupCursor cursor)
    {
        var relation = (cursor.Attribute("rel") ?? "alternate").ToLowerInvariant();
        return relation.StartsWith(Registry, StringComparison.Ordinal) ? relation[Registry.Length..] : relation;
    }
}
