using FeedPipeline.Reading.Markup;

namespace FeedPipeline.Reading.Formats;

/// <summary>Channel Definition Format (W3C note, March 1997): addresses and dates stand in attributes.</summary>
internal static class CdfReader
{
    /// <summary>True for a channel in capitals, or with an address: an RSS channel without its <c>rss</c> has neither.</summary>
    public static bool IsCdf(MarkupCursor cursor) => cursor.WrittenName == "CHANNEL" || cursor.Attribute("href") is not null;

    /// <summary>Reads from the root's start tag on.</summary>
    public static void Read(MarkupCursor cursor, FeedDraft feed)
    {
        feed.Format = "cdf";
        cursor.SetHome(Vocabulary.Rss);
        feed.Link = cursor.UrlAttribute("href");
        feed.Updated = cursor.DateAttribute("lastmod");
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Name)
            {
                case "item":
                    feed.Add(ReadItem(cursor), cursor.EndedIn);
                    break;
                case "title":
                    feed.Title ??= cursor.Html();
                    break;
                case "abstract":
                    feed.Description ??= cursor.Html();
                    break;
            }
        }
    }

    private static ItemDraft ReadItem(MarkupCursor cursor)
    {
        var item = new ItemDraft { Link = cursor.UrlAttribute("href"), Updated = cursor.DateAttribute("lastmod"), Language = cursor.Language };
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Name)
            {
                case "title":
                    item.Title ??= cursor.Html();
                    break;
                case "abstract":
                    item.Summary ??= cursor.Html();
                    break;
            }
        }

        return item;
    }
}
