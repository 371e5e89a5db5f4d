using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>The article's language as stated, verified by its text: what a site states on every page must yield where the text is plainly in another language.</summary>
internal static class Languages
{
    private const string OfArticle = "jsonld:inLanguage";

    /// <summary>BCP 47; null when nobody says and the text leaves doubt. <paramref name="text"/> is the article's.</summary>
    public static Found? Find(Page page, PageHints hints, string text)
    {
        var stated = Stated(page, hints);
        var detected = DetectedLanguage.Of(text);
        if (detected is null || stated.Exists(found => found.Source == OfArticle))
            return stated.FirstOrDefault(found => detected is null || DetectedLanguage.Agrees(found.Text, detected)) ?? stated.FirstOrDefault();
        return stated.Find(found => DetectedLanguage.Agrees(found.Text, detected)) ?? new Found(detected, "page:text");
    }

    private static List<Found> Stated(Page page, PageHints hints) =>
    [
        .. new (string? Text, string Source)[]
        {
            (page.Document.DocumentElement.GetAttribute("lang") ?? page.Document.DocumentElement.GetAttribute("xml:lang"), "dom:lang"),
            (page.Linked.Text("inLanguage"), OfArticle),
            (page.Meta.First("og:locale")?.Content, "meta:og:locale"),
            (page.Meta.First("content-language", "language", "dc.language")?.Content, "meta:content-language"),
            (page.ContentLanguage, "http:content-language"),
            (hints.Language, "feed:language"),
        }.Select(entry => LanguageTag.Of(entry.Text) is { } tag ? new Found(tag, entry.Source) : null).OfType<Found>(),
    ];
}
