using FeedPipeline.Reading.Markup;

namespace FeedPipeline.Reading.Formats;

/// <summary>What modules say about a feed, in any format.</summary>
internal static class FeedModules
{
    public static void Read(MarkupCursor cursor, FeedDraft feed)
    {
        switch (cursor.Vocabulary, cursor.Name)
        {
            case (Vocabulary.Atom, "link"):
                AtomLinks.Read(cursor, feed);
                break;
            case (Vocabulary.Atom or Vocabulary.Rss, "updated" or "modified"):
            case (Vocabulary.DublinCore, "date"):
                feed.ModuleUpdated = cursor.Date() ?? feed.ModuleUpdated;
                break;
            case (Vocabulary.DublinCoreTerms, "modified"):
                feed.Updated = cursor.Date() ?? feed.Updated;
                break;
            case (Vocabulary.DublinCoreTerms, "issued" or "created"):
                feed.Published ??= cursor.Date();
                break;
            case (Vocabulary.DublinCore or Vocabulary.Atom, "title"):
                feed.ModuleTitle ??= cursor.Html();
                break;
            case (Vocabulary.DublinCore, "description"):
            case (Vocabulary.Atom or Vocabulary.Rss, "subtitle" or "description"):
            case (Vocabulary.Itunes or Vocabulary.GooglePlay, "summary" or "subtitle" or "description"):
                feed.ModuleDescription ??= cursor.Html();
                break;
            case (Vocabulary.DublinCore, "language"):
                feed.Language ??= cursor.Text();
                break;
            case (Vocabulary.DublinCore, "rights"):
                feed.Rights ??= cursor.Html();
                break;
            case (Vocabulary.Syndication, _):
                PublisherHints.ReadSyndication(cursor, feed);
                break;
            case (Vocabulary.History, "archive"):
                feed.IsArchive = true;
                break;
            case (Vocabulary.Itunes, "new-feed-url"):
                feed.NewFeedUrl ??= cursor.Url();
                break;
            case (Vocabulary.License, "license"):
                feed.LicenseUrl ??= cursor.UrlAttribute("resource") ?? cursor.Url();
                break;
        }
    }
}
