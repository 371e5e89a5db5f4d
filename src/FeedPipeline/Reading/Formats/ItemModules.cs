using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>What modules say about an item, in any format.</summary>
internal static class ItemModules
{
    public static void Read(MarkupCursor cursor, ref ItemDraft item)
    {
        switch (cursor.Vocabulary, cursor.Name)
        {
            case (Vocabulary.Content, "encoded"):
                item.Content ??= cursor.Html();
                break;
            case (Vocabulary.Xhtml, "body" or "div") or (Vocabulary.Rss, "div"):
                item.Content ??= cursor.Xhtml();
                break;
            case (Vocabulary.DublinCore or Vocabulary.DublinCoreTerms, _):
                ReadDublinCore(cursor, ref item);
                break;
            case (Vocabulary.Atom or Vocabulary.Rss, _):
                ReadAtom(cursor, ref item);
                break;
            case (Vocabulary.Itunes or Vocabulary.GooglePlay, _):
                ReadItunes(cursor, ref item);
                break;
            case (Vocabulary.Media, _):
                MediaModule.Read(cursor, ref item);
                break;
            case (Vocabulary.FeedBurner, "origlink"):
                item.OriginalLink ??= cursor.Url();
                break;
            case (Vocabulary.Thread or Vocabulary.Slash or Vocabulary.WellFormedWeb, _):
                ReadDiscussion(cursor, ref item);
                break;
            case (Vocabulary.GeoRss or Vocabulary.Geo or Vocabulary.Gml, _):
                PlaceModule.Read(cursor, ref item);
                break;
            case (Vocabulary.License, "license"):
                item.LicenseUrl ??= cursor.UrlAttribute("resource") ?? cursor.Url();
                break;
            case (Vocabulary.Podcast, "transcript"):
                item.TranscriptUrl ??= cursor.UrlAttribute("url");
                break;
        }
    }

    private static void ReadDublinCore(MarkupCursor cursor, ref ItemDraft item)
    {
        switch (cursor.Name)
        {
            case "creator" or "author":
                item.SignCreator(cursor.Text());
                break;
            case "date" or "issued" or "created":
                item.ModulePublished ??= cursor.Date();
                break;
            case "modified":
                item.ModuleUpdated ??= cursor.Date();
                break;
            case "title":
                item.ModuleTitle ??= cursor.Html();
                break;
            case "description" or "abstract":
                item.ModuleSummary ??= cursor.Html();
                break;
            case "subject":
                item.Categorize(cursor.Text());
                break;
            case "language":
                item.Language = cursor.Text() ?? item.Language;
                break;
            case "rights":
                item.Rights ??= cursor.Html();
                break;
        }
    }

    private static void ReadAtom(MarkupCursor cursor, ref ItemDraft item)
    {
        switch (cursor.Name)
        {
            case "link":
                AtomLinks.Read(cursor, ref item);
                break;
            case "id":
                item.Guid ??= cursor.Text();
                break;
            case "title":
                item.ModuleTitle ??= AtomText.Read(cursor);
                break;
            case "category":
                item.Categorize(cursor.Attribute("term") ?? cursor.Attribute("label"));
                break;
            case "updated" or "modified":
                item.ModuleUpdated ??= cursor.Date();
                break;
            case "published" or "issued" or "created":
                item.ModulePublished ??= cursor.Date();
                break;
            case "summary":
                item.ModuleSummary ??= AtomText.Read(cursor);
                break;
            case "content":
                item.Content ??= AtomText.Read(cursor);
                break;
            case "author":
                item.SignCreator(AtomReader.ReadPerson(cursor).Name);
                break;
        }
    }

    private static void ReadDiscussion(MarkupCursor cursor, ref ItemDraft item)
    {
        switch (cursor.Vocabulary, cursor.Name)
        {
            case (Vocabulary.Thread, "in-reply-to"):
                item.InReplyTo ??= cursor.UrlAttribute("href") ?? cursor.Attribute("ref");
                break;
            case (Vocabulary.Thread, "total"):
            case (Vocabulary.Slash, "comments"):
                item.CommentCount ??= Numbers.Count(cursor.TextSpan());
                break;
            case (Vocabulary.WellFormedWeb, "commentrss"):
                item.CommentsFeedUrl ??= cursor.Url();
                break;
            case (Vocabulary.Slash, "section"):
                item.Categorize(cursor.Text());
                break;
        }
    }

    private static void ReadItunes(MarkupCursor cursor, ref ItemDraft item)
    {
        switch (cursor.Name)
        {
            case "author":
                item.ModuleAuthor ??= cursor.Text();
                break;
            case "summary" when item.Summary is null:
                item.ModuleSummary ??= cursor.Html();
                break;
            case "title" when item.Title is null:
                item.ModuleTitle ??= cursor.Html();
                break;
            case "image":
                item.ThumbnailUrl ??= cursor.UrlAttribute("href");
                break;
            case "duration":
                item.Duration ??= Numbers.Duration(cursor.TextSpan());
                break;
            case "keywords":
                item.CategorizeAll(cursor.Text(), ',', ' ');
                break;
        }
    }
}
