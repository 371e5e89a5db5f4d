using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>
/// RSS 0.90 to 2.0, 1.0 and 1.1. Of repeated elements the last one stands. Items are taken where they stand: in the channel, or beside it as RDF has them.
/// </summary>
internal static class RssReader
{
    /// <summary>Reads from the root's start tag on.</summary>
    public static void Read(MarkupCursor cursor, FeedDraft feed)
    {
        feed.Format = FormatOf(cursor);
        var isChannel = cursor.Name == "channel";
        cursor.SetHome(Vocabulary.Rss);
        feed.Language = cursor.Language;
        if (isChannel)
            ReadChannel(cursor, feed);
        else
            ReadRoot(cursor, feed);
    }

    private static string FormatOf(MarkupCursor cursor)
    {
        if (cursor.Name == "rdf")
            return "rss1.0";
        return cursor.Attribute("version") switch
        {
            "0.90" => "rss0.90",
            "0.91" => "rss0.91",
            "0.92" => "rss0.92",
            "0.93" => "rss0.93",
            "0.94" => "rss0.94",
            ['2', ..] => "rss2.0",
            _ => "rss",
        };
    }

    private static void ReadRoot(MarkupCursor cursor, FeedDraft feed)
    {
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Vocabulary, cursor.Name)
            {
                case (Vocabulary.Rss, "channel"):
                    if (cursor.NamespaceUri.Contains("netscape.com/rdf/", StringComparison.OrdinalIgnoreCase))
                        feed.Format = "rss0.90";
                    ReadChannel(cursor, feed);
                    break;
                default:
                    ReadChannelPart(cursor, feed);
                    break;
            }
        }
    }

    private static void ReadChannel(MarkupCursor cursor, FeedDraft feed)
    {
        var depth = cursor.Depth;
        feed.Language = cursor.Language ?? feed.Language;
        while (cursor.NextChild(depth))
            ReadChannelPart(cursor, feed);
    }

    private static void ReadChannelPart(MarkupCursor cursor, FeedDraft feed)
    {
        switch (cursor.Vocabulary, cursor.Name)
        {
            case (Vocabulary.Rss, "item" or "entry"):
                feed.Add(ReadItem(cursor), cursor.EndedIn);
                break;
            case (Vocabulary.Rss, "items"):
                ReadItems(cursor, feed);
                break;
            case (Vocabulary.Rss, "title"):
                feed.Title ??= cursor.Html();
                break;
            case (Vocabulary.Rss, "link"):
                ReadFeedLink(cursor, feed);
                break;
            case (Vocabulary.Rss, "description" or "tagline"):
                feed.Description = cursor.Html() ?? feed.Description;
                break;
            case (Vocabulary.Rss, "language"):
                feed.Language = cursor.Text() ?? feed.Language;
                break;
            case (Vocabulary.Rss, "copyright"):
                feed.Rights ??= cursor.Html();
                break;
            case (Vocabulary.Rss, "lastbuilddate"):
                feed.Updated = cursor.Date() ?? feed.Updated;
                break;
            case (Vocabulary.Rss, "pubdate"):
                feed.Published = cursor.Date() ?? feed.Published;
                break;
            case (Vocabulary.Rss, "ttl"):
                feed.TimeToLive ??= Numbers.Minutes(cursor.TextSpan());
                break;
            case (Vocabulary.Rss, "skiphours"):
                PublisherHints.ReadSkippedHours(cursor, feed);
                break;
            case (Vocabulary.Rss, "skipdays"):
                PublisherHints.ReadSkippedDays(cursor, feed);
                break;
            default:
                FeedModules.Read(cursor, feed);
                break;
        }
    }

    /// <summary>RSS 1.1 keeps its items in a list of their own; RSS 1.0 has only their order there.</summary>
    private static void ReadItems(MarkupCursor cursor, FeedDraft feed)
    {
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            if (cursor is { Vocabulary: Vocabulary.Rss, Name: "item" })
                feed.Add(ReadItem(cursor), cursor.EndedIn);
        }
    }

    private static ItemDraft ReadItem(MarkupCursor cursor)
    {
        var item = new ItemDraft { Guid = cursor.Attribute("about"), Language = cursor.Language };
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Vocabulary, cursor.Name)
            {
                case (Vocabulary.Rss, "title"):
                    item.Title ??= cursor.Html();
                    break;
                case (Vocabulary.Rss, "link"):
                    ReadItemLink(cursor, ref item);
                    break;
                case (Vocabulary.Rss, "guid"):
                    ReadGuid(cursor, ref item);
                    break;
                case (Vocabulary.Rss, "description" or "summary"):
                    ReadDescription(cursor, ref item);
                    break;
                case (Vocabulary.Rss, "body" or "fullitem"):
                    item.Content ??= cursor.Html();
                    break;
                case (Vocabulary.Rss, "author"):
                    item.Sign(PersonText.Name(cursor.Text()));
                    break;
                case (Vocabulary.Rss, "pubdate"):
                    item.Published = cursor.Date() ?? item.Published;
                    break;
                case (Vocabulary.Rss, "category"):
                    item.Categorize(cursor.Text());
                    break;
                case (Vocabulary.Rss, "enclosure"):
                    item.Enclose(cursor.UrlAttribute("url"), cursor.Attribute("type"), Numbers.Length(cursor.AttributeSpan("length")));
                    break;
                case (Vocabulary.Rss, "copyright"):
                    item.Rights ??= cursor.Html();
                    break;
                case (Vocabulary.Rss, "comments"):
                    item.CommentsUrl ??= cursor.Url();
                    break;
                case (Vocabulary.Rss, "source"):
                    ReadSource(cursor, ref item);
                    break;
                default:
                    ItemModules.Read(cursor, ref item);
                    break;
            }
        }

        return item;
    }

    /// <summary>A link with an address in <c>href</c> is written like Atom's, and means the page unless it says otherwise.</summary>
    private static void ReadFeedLink(MarkupCursor cursor, FeedDraft feed)
    {
        if (cursor.Attribute("href") is null)
            feed.Link = cursor.Url() ?? feed.Link;
        else if (AtomLinks.IsAlternate(cursor))
            feed.Link = cursor.UrlAttribute("href");
        else
            AtomLinks.Read(cursor, feed);
    }

    private static void ReadItemLink(MarkupCursor cursor, ref ItemDraft item)
    {
        if (cursor.Attribute("href") is null)
            item.Link = cursor.Url() ?? item.Link;
        else if (AtomLinks.IsAlternate(cursor))
            item.Link = cursor.UrlAttribute("href");
        else
            AtomLinks.Read(cursor, ref item);
    }

    /// <summary>The second description is the long one.</summary>
    private static void ReadDescription(MarkupCursor cursor, ref ItemDraft item)
    {
        if (item.Summary is null)
            item.Summary = cursor.Html();
        else
            item.Content ??= cursor.Html();
    }

    private static void ReadGuid(MarkupCursor cursor, ref ItemDraft item)
    {
        var isPermanentLink = !cursor.Says("isPermaLink", "false");
        var address = cursor.Base;
        if (cursor.Text() is not { } guid)
            return;
        item.Guid = guid;
        if (isPermanentLink)
            item.PermanentLink ??= Links.Absolute(guid, address);
    }

    private static void ReadSource(MarkupCursor cursor, ref ItemDraft item)
    {
        var address = cursor.UrlAttribute("url");
        item.Source ??= new(cursor.Html(), address);
    }
}
