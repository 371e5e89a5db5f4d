using FeedPipeline.Documents;
using FeedPipeline.Extracting;

namespace FeedPipeline.Tests.Extracting;

/// <summary>Pages with status 200 that are not the article.</summary>
public sealed class AbsenceTests
{
    private const string Apology = "<p>We are sorry, but what you are looking for is no longer here. Please use the search, or look at what others read today.</p>";

    private static readonly PageHints Bridge = new() { Headline = "Harbour bridge reopens", Text = "The council reopens the bridge over the harbour after two years of repairs." };

    [Theory]
    [InlineData("404")]
    [InlineData("Error 404 | News Example")]
    [InlineData("404 - Page not found")]
    [InlineData("Oops! That page can’t be found.")]
    [InlineData("This article is no longer available")]
    [InlineData("The page you requested does not exist")]
    [InlineData("Seite nicht gefunden")]
    [InlineData("Dieser Artikel ist nicht mehr verfügbar")]
    [InlineData("Page introuvable")]
    [InlineData("Página no encontrada")]
    [InlineData("Página não encontrada")]
    [InlineData("Pagina non trovata")]
    [InlineData("Pagina niet gevonden")]
    [InlineData("Sidan hittades inte")]
    [InlineData("Страница не найдена")]
    [InlineData("ページが見つかりません")]
    public void A_page_that_says_that_there_is_none_is_no_article(string headline) =>
        Assert.Contains("no such article", Pages.Read($"<html><head><title>{headline}</title></head><body><h1>{headline}</h1>{Apology}</body></html>", hints: Bridge).Absence, StringComparison.Ordinal);

    [Theory]
    [InlineData("<script>window.location.href='https://elsewhere.example/'</script>")]
    [InlineData("<script>location.replace('/elsewhere')</script>")]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0; url=/elsewhere\">")]
    public void A_page_that_only_sends_browsers_on_is_no_article(string way) =>
        Assert.Contains("sends browsers on", Pages.Read($"<html><head>{way}</head><body><p>One moment, please.</p></body></html>", hints: Bridge).Absence, StringComparison.Ordinal);

    [Fact]
    public void A_page_without_one_word_of_the_item_is_another_page() =>
        Assert.Contains("something else", Pages.Read("<html><body><h1>Today</h1><p>Parliament debates its budget until late in the evening, and schools stay closed because of heavy snow in the mountains.</p></body></html>", hints: Bridge).Absence, StringComparison.Ordinal);

    [Fact]
    public void An_article_about_missing_pages_is_an_article()
    {
        var hints = new PageHints { Headline = "404 not found: why pages vanish", Text = "Why a third of all pages vanish within ten years." };

        var page = Pages.Read($"<html><head><title>404 not found: why pages vanish</title></head><body><h1>404 not found: why pages vanish</h1><p>A third of all pages vanish within ten years, a study says.</p><p>{Pages.Second}</p></body></html>", hints: hints);

        Assert.Null(page.Absence);
    }

    [Fact]
    public void A_whole_article_stays_one_whatever_its_scripts_do()
    {
        var page = Pages.Read(Pages.With($"<p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third}</p>", "<script>if (x) window.location.href = '/mobile';</script>"), hints: Bridge);

        Assert.Null(page.Absence);
        Assert.Equal(3, page.Body.Count);
    }

    [Theory]
    [InlineData("noindex, noarchive", null)]
    [InlineData(null, "1")]
    public void Headers_reserve_as_the_page_does(string? robots, string? reservation)
    {
        var fetched = new FetchedDocument { Body = System.Text.Encoding.UTF8.GetBytes(Pages.With($"<p>{Pages.First}</p>")), RobotsTag = robots, TdmReservation = reservation };

        Assert.True(ArticleExtractor.Extract(fetched, PageHints.None, new ExtractingOptions()).IsReserved);
    }
}
