using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>The article's language as stated; text has the last word where statements contradict each other.</summary>
internal static class Languages
{
    /// <summary>BCP 47; null when nobody says.</summary>
    public static Found? Find(Page page, PageHints hints)
    {
        foreach (var (stated, source) in new[]
        {
            (page.Document.DocumentElement.GetAttribute("lang") ?? page.Document.DocumentElement.GetAttribute("xml:lang"), "dom:lang"),
            (page.Linked.Text("inLanguage"), "jsonld:inLanguage"),
            (page.Meta.First("og:locale")?.Content, "meta:og:locale"),
            (page.Meta.First("content-language", "language", "dc.language")?.Content, "meta:content-language"),
            (page.ContentLanguage, "http:content-language"),
            (hints.Language, "feed:language"),
        })
        {
            if (LanguageTag.Of(stated) is { } tag)
                return new Found(tag, source);
        }

        return null;
    }
}
