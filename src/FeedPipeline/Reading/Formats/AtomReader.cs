using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>Atom 1.0 (RFC 4287) and 0.3, whose elements have other names for the same things.</summary>
internal static class AtomReader
{
    /// <summary>Reads from the root's start tag on.</summary>
    public static void Read(MarkupCursor cursor, FeedDraft feed)
    {
        feed.Format = FormatOf(cursor);
        cursor.SetHome(Vocabulary.Atom);
        feed.Language = cursor.Language;
        if (cursor.Name == "entry")
            feed.Add(ReadEntry(cursor), cursor.EndedIn);
        else
            ReadFeed(cursor, feed);
    }

    private static string FormatOf(MarkupCursor cursor)
    {
        var address = cursor.NamespaceUri;
        if (address.Contains("w3.org/2005/atom", StringComparison.OrdinalIgnoreCase))
            return "atom1.0";
        if (address.Contains("purl.org/atom/ns", StringComparison.OrdinalIgnoreCase) || cursor.Attribute("version") == "0.3")
            return "atom0.3";
        return "atom";
    }

    private static void ReadFeed(MarkupCursor cursor, FeedDraft feed)
    {
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Vocabulary, cursor.Name)
            {
                case (Vocabulary.Atom, "entry"):
                    feed.Add(ReadEntry(cursor), cursor.EndedIn);
                    break;
                case (Vocabulary.Atom, "id"):
                    feed.Id = cursor.Url() ?? feed.Id;
                    break;
                case (Vocabulary.Atom, "title"):
                    feed.Title ??= AtomText.Read(cursor);
                    break;
                case (Vocabulary.Atom, "subtitle" or "tagline"):
                    feed.Description ??= AtomText.Read(cursor);
                    break;
                case (Vocabulary.Atom, "link"):
                    AtomLinks.Read(cursor, feed);
                    break;
                case (Vocabulary.Atom, "updated" or "modified"):
                    feed.Updated = cursor.Date() ?? feed.Updated;
                    break;
                case (Vocabulary.Atom, "rights" or "copyright"):
                    feed.Rights ??= AtomText.Read(cursor);
                    break;
                case (Vocabulary.Atom, "author"):
                    feed.Sign(ReadPerson(cursor));
                    break;
                case (not Vocabulary.Atom, "source"):
                    // An aggregator (Planet Venus) says what the feed was in an element of its own.
                    ReadFeed(cursor, feed);
                    break;
                default:
                    FeedModules.Read(cursor, feed);
                    break;
            }
        }
    }

    private static ItemDraft ReadEntry(MarkupCursor cursor)
    {
        var item = new ItemDraft { Language = cursor.Language };
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Vocabulary, cursor.Name)
            {
                case (Vocabulary.Atom, "id"):
                    ReadId(cursor, ref item);
                    break;
                case (Vocabulary.Atom, "title"):
                    item.Title ??= AtomText.Read(cursor);
                    break;
                case (Vocabulary.Atom, "link"):
                    AtomLinks.Read(cursor, ref item);
                    break;
                case (Vocabulary.Atom, "summary"):
                    item.Summary ??= AtomText.Read(cursor);
                    break;
                case (Vocabulary.Atom, "content"):
                    ReadContent(cursor, ref item);
                    break;
                case (Vocabulary.Atom, "author"):
                    item.Sign(ReadPerson(cursor));
                    break;
                case (Vocabulary.Atom, "published" or "issued"):
                    item.Published = cursor.Date() ?? item.Published;
                    break;
                case (Vocabulary.Atom, "created"):
                    item.ModulePublished = cursor.Date() ?? item.ModulePublished;
                    break;
                case (Vocabulary.Atom, "updated" or "modified"):
                    item.Updated = cursor.Date() ?? item.Updated;
                    break;
                case (Vocabulary.Atom, "category"):
                    item.Categorize(cursor.Attribute("term") ?? cursor.Attribute("label") ?? cursor.Text());
                    break;
                case (Vocabulary.Atom, "rights" or "copyright"):
                    item.Rights ??= AtomText.Read(cursor);
                    break;
                case (Vocabulary.Atom, "source"):
                    ReadSource(cursor, ref item);
                    break;
                default:
                    ItemModules.Read(cursor, ref item);
                    break;
            }
        }

        return item;
    }

    private static void ReadId(MarkupCursor cursor, ref ItemDraft item)
    {
        var address = cursor.Base;
        item.Guid = cursor.Text() ?? item.Guid;
        item.PermanentLink = Links.Absolute(item.Guid, address);
    }

    /// <summary>Content behind an address is an attached medium; text beside the address should not be, but is kept.</summary>
    private static void ReadContent(MarkupCursor cursor, ref ItemDraft item)
    {
        if (cursor.UrlAttribute("src") is { } url)
            item.Enclose(url, cursor.Attribute("type"), null);
        item.Content ??= AtomText.Read(cursor);
    }

    /// <summary>The feed that the entry was taken from (RFC 4287 section 4.2.11).</summary>
    private static void ReadSource(MarkupCursor cursor, ref ItemDraft item)
    {
        string? title = null;
        string? link = null;
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Name)
            {
                case "title":
                    title ??= AtomText.Read(cursor);
                    break;
                case "link" when AtomLinks.IsAlternate(cursor):
                    link ??= cursor.UrlAttribute("href");
                    break;
            }
        }

        item.Source ??= new(title, link);
    }

    /// <summary>Name and e-mail address of a person construct (RFC 4287 section 3.2).</summary>
    internal static (string? Name, string? Address) ReadPerson(MarkupCursor cursor)
    {
        string? name = null;
        string? address = null;
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            switch (cursor.Name)
            {
                case "name":
                    name ??= cursor.Text();
                    break;
                case "email":
                    address ??= cursor.Text();
                    break;
            }
        }

        return (name, address);
    }
}
