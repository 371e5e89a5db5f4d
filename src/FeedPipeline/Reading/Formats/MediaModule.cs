using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>Media RSS: the lead image with its credit and caption, and attached media.</summary>
internal static class MediaModule
{
    public static void Read(MarkupCursor cursor, ref ItemDraft item)
    {
        switch (cursor.Name)
        {
            case "group":
                ReadChildren(cursor, ref item);
                break;
            case "content":
                ReadMedium(cursor, ref item);
                ReadChildren(cursor, ref item);
                break;
            case "thumbnail":
                item.ThumbnailUrl ??= cursor.UrlAttribute("url") ?? cursor.Url();
                break;
            case "credit":
                item.ImageCredit ??= cursor.Text();
                break;
            case "description":
                ReadDescription(cursor, ref item);
                break;
            case "title":
                item.ModuleTitle ??= cursor.Html();
                break;
            case "text":
                item.ModuleSummary ??= AtomText.Read(cursor);
                break;
            case "license":
                item.LicenseUrl ??= cursor.UrlAttribute("href");
                break;
            case "category":
                item.Categorize(cursor.Attribute("label") ?? cursor.Text());
                break;
            case "keywords":
                item.CategorizeAll(cursor.Text(), ',');
                break;
        }
    }

    private static void ReadChildren(MarkupCursor cursor, ref ItemDraft item)
    {
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            if (cursor.Vocabulary == Vocabulary.Media && depth < cursor.MaxDepth)
                Read(cursor, ref item);
        }
    }

    private static void ReadMedium(MarkupCursor cursor, ref ItemDraft item)
    {
        var url = cursor.UrlAttribute("url");
        var type = cursor.Attribute("type");
        item.Duration ??= Numbers.Duration(cursor.AttributeSpan("duration"));
        var medium = cursor.Attribute("medium") ?? type ?? "";
        if (medium.StartsWith("image", StringComparison.OrdinalIgnoreCase))
            item.ImageUrl ??= url;
        else if (medium.StartsWith("video", StringComparison.OrdinalIgnoreCase) || medium.StartsWith("audio", StringComparison.OrdinalIgnoreCase))
            item.Enclose(url, type, Numbers.Length(cursor.AttributeSpan("fileSize")));
        else if (type is null)
            item.ThumbnailUrl ??= url;
    }

    private static void ReadDescription(MarkupCursor cursor, ref ItemDraft item)
    {
        var text = cursor.Html();
        item.ImageCaption ??= text;
        item.ModuleSummary ??= text;
    }
}
