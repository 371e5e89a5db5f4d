namespace FeedPipeline.Tests.Extracting;

/// <summary>Who wrote it, where several places say something.</summary>
public sealed class AuthorTests
{
    private const string Text = $"<p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third}</p>";

    [Theory]
    [InlineData("Posted on September 21, 2020 by Jane Doe", "Jane Doe")]
    [InlineData("September 21, 2020 at 6:08 PM ET by Jane Doe", "Jane Doe")]
    [InlineData("Jane Doe July 3, 2025", "Jane Doe")]
    [InlineData("Jane Doe Stand: 05. Februar 2020", "Jane Doe")]
    [InlineData("Jane Doe | 05.04.2025 - Güncelleme : 05.04.2025", "Jane Doe")]
    [InlineData("29. Juni 2017, 23:39 · von Jane Doe", "Jane Doe")]
    [InlineData("Ein Artikel von Jane Doe | 27.01.2022 - 12:45", "Jane Doe")]
    [InlineData("Jane Doe | Senior Writer | July 2, 2025", "Jane Doe")]
    [InlineData("By Jane Doe, MS, RDN, LD", "Jane Doe")]
    [InlineData("September 21, 2020", "")]
    [InlineData("The bridge was closed on September 21, 2020 by the council.", "")]
    public void A_line_names_people_in_any_order_with_its_date(string line, string names) =>
        Assert.Equal(names, string.Join('|', Pages.Read(Pages.With(Text, header: $"<div>{line}</div>")).Authors));

    [Theory]
    // An agency is an organisation and no site.
    [InlineData("""<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":{"@type":"Organization","name":"Harbour Press Agency"}}</script>""", "", "Harbour Press Agency")]
    // How somebody signs in is no name while there is one.
    [InlineData("""<meta name="parsely-author" content="jane-doe"><meta name="author" content="Jane Doe">""", "", "Jane Doe")]
    [InlineData("""<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":{"name":"admin"}}</script>""", "<p>By Jane Doe</p>", "Jane Doe")]
    // Whoever publishes signs every page alike.
    [InlineData("""<meta name="author" content="Big Publisher"><meta property="article:author" content="Jane Doe">""", "", "Jane Doe")]
    // What readers are told goes before a program's guess.
    [InlineData("""<meta name="author" content="Web Desk Person">""", "<p>By Jane Doe</p>", "Jane Doe")]
    // Elements without a space between them.
    [InlineData("", """<p class="author">Jane Miller<span>Staff Writer</span></p>""", "Jane Miller")]
    public void The_better_place_wins(string head, string header, string names) =>
        Assert.Equal(names, string.Join('|', Pages.Read(Pages.With(Text, head, header)).Authors));
}
