using FeedPipeline.Reading.Markup;

namespace FeedPipeline.Reading.Formats;

/// <summary>What modules say about an item, in any format.</summary>
internal static class ItemModules
{
    public static void Read(MarkupCursor cursor, ItemDraft item)
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
                ReadDublinCore(cursor, item);
                break;
            case (Vocabulary.Atom or Vocabulary.Rss, _):
                ReadAtom(cursor, item);
                break;
            case (Vocabulary.Itunes, _):
                ReadItunes(cursor, item);
                break;
            case (Vocabulary.Media, _):
                MediaModule.Read(cursor, item);
                break;
            case (Vocabulary.FeedBurner, "origlink"):
                item.OriginalLink ??= cursor.Url();
                break;
        }
    }

    private static void ReadDublinCore(MarkupCursor cursor, ItemDraft item)
    {
        switch (cursor.Name)
        {
            case "creator" or "author":
                if (cursor.Text() is { } name)
                    item.Creators.Add(name);
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

    private static void ReadAtom(MarkupCursor cursor, ItemDraft item)
    {
        switch (cursor.Name)
        {
            case "link":
                AtomLinks.Read(cursor, item);
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
                if (AtomReader.ReadPerson(cursor) is { } name)
                    item.Creators.Add(name);
                break;
        }
    }

    private static void ReadItunes(MarkupCursor cursor, ItemDraft item)
    {
        switch (cursor.Name)
        {
            case "author":
                item.ModuleAuthor ??= cursor.Text();
                break;
            case "summary":
                item.ModuleSummary ??= cursor.Html();
                break;
            case "title":
                item.ModuleTitle ??= cursor.Html();
                break;
            case "image":
                item.ThumbnailUrl ??= cursor.UrlAttribute("href");
                break;
            case "keywords":
                foreach (var keyword in (cursor.Text() ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                    item.Categorize(keyword);
                break;
        }
    }
}
