using FeedPipeline.Reading.Markup;

namespace FeedPipeline.Reading.Formats;

/// <summary>Sitemaps with the news extension (sitemaps.org 0.9, Google News sitemap 0.9): each address with a headline and a date is an item.</summary>
internal static class SitemapReader
{
    /// <summary>Reads from the root's start tag on. Without any news it stays without format: a list of addresses, not a feed.</summary>
    public static void Read(MarkupCursor cursor, FeedDraft feed)
    {
        cursor.SetHome(Vocabulary.Sitemap);
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            if (cursor.Name != "url" || ReadAddress(cursor, feed) is not { Title: not null } news)
                continue;
            feed.Format = "sitemap-news";
            feed.Add(news, cursor.EndedIn);
        }
    }

    private static ItemDraft ReadAddress(MarkupCursor cursor, FeedDraft feed)
    {
        var item = new ItemDraft();
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Vocabulary, cursor.Name)
            {
                case (Vocabulary.Sitemap, "loc"):
                    item.Link ??= cursor.Url();
                    break;
                case (Vocabulary.Sitemap, "lastmod"):
                    item.Updated ??= cursor.Date();
                    break;
                case (Vocabulary.SitemapNews, "news"):
                    ReadNews(cursor, ref item, feed);
                    break;
                case (Vocabulary.SitemapImage, "image"):
                    ReadImage(cursor, ref item);
                    break;
            }
        }

        return item;
    }

    private static void ReadNews(MarkupCursor cursor, ref ItemDraft item, FeedDraft feed)
    {
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Name)
            {
                case "publication":
                    ReadPublication(cursor, ref item, feed);
                    break;
                case "publication_date":
                    item.Published ??= cursor.Date();
                    break;
                case "title":
                    item.Title ??= HtmlText.Escape(cursor.Text());
                    break;
                case "keywords":
                    item.CategorizeAll(cursor.Text(), ',');
                    break;
            }
        }
    }

    private static void ReadPublication(MarkupCursor cursor, ref ItemDraft item, FeedDraft feed)
    {
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Name)
            {
                case "name":
                    feed.Title ??= HtmlText.Escape(cursor.Text());
                    break;
                case "language":
                    item.Language ??= cursor.Text();
                    feed.Language ??= item.Language;
                    break;
            }
        }
    }

    private static void ReadImage(MarkupCursor cursor, ref ItemDraft item)
    {
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Name)
            {
                case "loc":
                    item.ImageUrl ??= cursor.Url();
                    break;
                case "caption" or "title":
                    item.ImageCaption ??= HtmlText.Escape(cursor.Text());
                    break;
            }
        }
    }
}
