using System.Text;
using FeedPipeline.Documents;
using FeedPipeline.Extracting;

namespace FeedPipeline.Tests.Extracting;

/// <summary>The language is the stated one, unless it is a site's default and the text is plainly in another.</summary>
public sealed class LanguageTests
{
    private const string German = "<p>Der Rat hat am Dienstag beschlossen, die alte Brücke nach zwei Jahren wieder zu öffnen. Die Ingenieure hatten Risse in vier Pfeilern gefunden, und die Arbeiten wurden zweimal verschoben, weil es nicht genug Stahl gab.</p><p>Nun werden die ersten Autos am Montag über den Fluss fahren, wie es aus dem Rathaus heißt.</p>";
    private const string Short = "<p>Der Rat tagt heute.</p>";

    [Theory]
    [InlineData("en-US", "", German, "de", "page:text")]
    [InlineData("de-AT", "", German, "de-AT", "dom:lang")]
    [InlineData("en", "<meta property=\"og:locale\" content=\"de_DE\">", German, "de-DE", "meta:og:locale")]
    [InlineData("en", "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"x\",\"inLanguage\":\"fr\"}</script>", German, "en", "dom:lang")]
    [InlineData("en", "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"x\",\"inLanguage\":\"de\"}</script>", German, "de", "jsonld:inLanguage")]
    [InlineData("en", "", Short, "en", "dom:lang")]
    public void A_sites_default_yields_to_a_text_that_is_plainly_in_another_language(string stated, string head, string body, string language, string source)
    {
        var page = Read($"<html lang=\"{stated}\"><head>{head}</head><body><article><h1>Brücke</h1>{body}</article></body></html>");

        Assert.Equal((language, source), (page.Language!.Text, page.Language.Source));
    }

    [Fact]
    public void What_nobody_states_is_told_from_the_text_or_left_out()
    {
        Assert.Equal("de", Read($"<html><body><article><h1>Brücke</h1>{German}</article></body></html>").Language!.Text);
        Assert.Null(Read($"<html><body><article><h1>Brücke</h1>{Short}</article></body></html>").Language);
    }

    private static ArticlePage Read(string html) =>
        ArticleExtractor.Extract(new FetchedDocument { Body = Encoding.UTF8.GetBytes(html), Url = "https://news.example/a" }, PageHints.None, new ExtractingOptions());
}
