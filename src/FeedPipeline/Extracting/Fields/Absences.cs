using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>Pages that come with status 200 and are not the article: they say so, send browsers on, or speak of something else.</summary>
internal static partial class Absences
{
    private const int MaxWords = 250;
    private const int MaxRefreshWords = 60;
    private const int MinFedWords = 6;
    private const int MaxLineChars = 120;

    /// <summary>What is there instead of the article, in words for operators; null where the page may be the article.</summary>
    public static string? Find(Page page, ArticlePage found, PageHints hints)
    {
        var words = found.Body.Sum(block => WordCount.Of(block.Text));
        if (words < MaxRefreshWords && SendsOn(page))
            return "the page only sends browsers on to another address, which is not followed";
        if (words < MaxWords && SaysMissing(page, hints))
            return "the site answers with a page that says it has no such article";
        return IsForeign(found, hints) ? "the page speaks of something else than the feed's item" : null;
    }

    private static bool SendsOn(Page page) =>
        page.Meta.First("refresh") is { } refresh && refresh.Content.Contains("url", StringComparison.OrdinalIgnoreCase)
        || (page.ShortSource is { } source && Onward().IsMatch(source));

    private static bool SaysMissing(Page page, PageHints hints)
    {
        var lines = new[] { page.Title, page.Meta.First("og:title")?.Content, page.Body.QuerySelector("h1")?.TextContent, page.Body.QuerySelector("h2")?.TextContent };
        return lines.OfType<string>().Select(PlainText.Clean)
            .Any(line => line.Length < MaxLineChars && Missing().IsMatch(line) && (hints.Headline is null || (!Missing().IsMatch(hints.Headline) && SearchTitle.SharedWords(line, hints.Headline) == 0)));
    }

    // Not one longer word of title and summary anywhere: a front page, a gate, an advertisement.
    private static bool IsForeign(ArticlePage found, PageHints hints)
    {
        var fed = SearchTitle.Words($"{hints.Headline} {hints.Text}");
        if (fed.Count < MinFedWords || found.Body.Count == 0)
            return false;
        var read = SearchTitle.Words(string.Join(' ', found.Body.Select(block => block.Text).Append(found.Headline is { Source: not "feed:title" } headline ? headline.Text : "").Append(found.Dek?.Text ?? "")));
        return read.Count >= MinFedWords && !fed.Overlaps(read);
    }

    [GeneratedRegex(@"\b(?:window|document|top|self)\.location(?:\.href)?\s*=[^=]|\blocation\.(?:replace|assign)\s*\(", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Onward();

    [GeneratedRegex(
        @"^\W*(?:error|fehler|erreur)?\W*(?:404|410)\b|\b(?:error|fehler|erreur) 404\b|\b404 (?:error|fehler|not found)\b|\b(?:page|article|story|post|content|file|url)\b.{0,40}\b(?:(?:not|can['’]t) (?:be )?found|(?:does not|doesn['’]t) exist|no longer (?:available|exists)|(?:is not|isn['’]t) available|(?:was|has been) removed|is missing)|^\W*not found\b|"
        + @"\b(?:seite|artikel|beitrag|inhalt)\b.{0,40}\b(?:nicht (?:gefunden|verfügbar|vorhanden|mehr)|existiert nicht|wurde gelöscht)|\b(?:page|article|contenu)\b.{0,30}\b(?:introuvable|n['’]existe (?:pas|plus)|non trouvée?)|"
        + @"\b(?:página|artículo|artigo|contenido|conteúdo)\b.{0,30}\b(?:no (?:se )?(?:encontrad[oa]|encuentra|existe)|não (?:foi )?encontrad[oa]|não existe)|\b(?:pagina|articolo)\b.{0,30}\b(?:non (?:è stat[oa] )?trovat[oa]|non esiste|niet gevonden|bestaat niet)|"
        + @"\bsid(?:an|en)\b.{0,30}\b(?:hittades inte|finns inte|ikke funnet|ikke fundet|finnes ikke)|страница не найдена|не найден[ао]|nie znaleziono|sayfa bulunamadı|页面不存在|找不到(?:该|您)?.{0,6}页|ページが見つかりません|페이지를 찾을 수 없습니다|الصفحة غير موجودة",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Missing();
}
