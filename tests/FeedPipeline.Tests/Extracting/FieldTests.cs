using System.Text;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using static FeedPipeline.Tests.Extracting.Pages;

namespace FeedPipeline.Tests.Extracting;

public sealed class FieldTests
{
    private const string Text = $"<p>{First}</p><p>{Second}</p><p>{Third}</p>";

    [Fact]
    public void The_sites_name_is_cut_off_a_headline_but_nothing_at_a_colon() =>
        Assert.Equal("Harbour bridge reopens: Council", Read($"<title>Harbour bridge reopens: Council | News Example</title><meta property='og:site_name' content='News Example'>{Text}").Headline!.Text);

    [Fact]
    public void Linked_data_state_the_fields()
    {
        var page = Read(With(Text, """
            <script type="application/ld+json">
            <!-- {"@graph":[{"@type":"WebSite","name":"News Example"},
              {"@type":["NewsArticle"],"headline":"Harbour bridge reopens: Council","datePublished":"2021-07-28T09:15:00+02:00","dateModified":"2021-07-29T08:00:00Z",
               "author":[{"@type":"Person","name":"Ann Smith"},{"@id":"#jo"},{"@type":"Organization","name":"News Example"}],"articleSection":"City","inLanguage":"en-GB","keywords":"bridges, harbour",},
              {"@id":"#jo","@type":"Person","name":"Jo
            Miller"}]} -->
            </script>
            """));

        Assert.Equal(["Ann Smith", "Jo Miller"], page.Authors);
        Assert.Equal("jsonld:author", page.Byline!.Source);
        Assert.Equal(new StatedDate(new DateTimeOffset(2021, 7, 28, 7, 15, 0, TimeSpan.Zero), DatePrecision.Second, TimeSpan.FromHours(2)), page.Published!.Date);
        Assert.Equal(new DateTimeOffset(2021, 7, 29, 8, 0, 0, TimeSpan.Zero), page.Modified!.Date.At);
        Assert.Equal("City", page.Section!.Text);
        Assert.Equal(["bridges", "harbour"], page.Tags);
        Assert.Equal("en", page.Language!.Text);
    }

    [Theory]
    [InlineData("<p class='byline'>By Ann Smith and Jo Miller</p>", "Ann Smith|Jo Miller")]
    [InlineData("<p>Von Anna Schmidt</p>", "Anna Schmidt")]
    [InlineData("<span>September 1st, 2023 By Emily Norwood</span>", "Emily Norwood")]
    [InlineData("<div class='author'><a rel='author' href='/a'>News Desk</a></div>", "News Desk")]
    [InlineData("<p>The mayor was not there</p>", "")]
    public void Bylines_of_readers_are_read(string line, string names) =>
        Assert.Equal(names, string.Join('|', Read(With(Text, header: line)).Authors));

    [Theory]
    [InlineData("<p>28. Juli 2021</p>", "2021-07-28")]
    [InlineData("<p>Publié le 28 juillet 2021 à 14h52</p>", "2021-07-28")]
    [InlineData("<time datetime='2021-07-28T10:00:00+02:00'>yesterday</time>", "2021-07-28")]
    [InlineData("<p>2021年7月28日 01時28分</p>", "2021-07-28")]
    [InlineData("<p>The works began on 3 May 2019 and did not end.</p>", "")]
    public void Dates_of_readers_are_read_but_never_the_bodys(string line, string day) =>
        Assert.Equal(day, Read(With(Text, header: line), "https://news.example/bridge").Published?.Date.At.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "");

    [Fact]
    public void A_description_that_stands_under_the_headline_is_the_standfirst()
    {
        var page = Read(With(Text, "<meta property='og:description' content='Two years of repairs have come to an end'>", "<h2>Two years of repairs have come to an end</h2>"));

        Assert.Equal("Two years of repairs have come to an end", page.Dek!.Text);
    }

    [Fact]
    public void The_figure_that_shows_the_heads_picture_gives_caption_and_credit()
    {
        var page = Read(With(
            "<figure><img srcset='/i/bridge-harbour-300x200.jpg 300w, /i/bridge-harbour-900x600.jpg 900w'><figcaption>The bridge on Tuesday. <span class='credit'>Photo: Kim Lee/AFP</span></figcaption></figure>" + Text,
            "<meta property='og:image' content='https://news.example/i/bridge-harbour.jpg'>"));

        Assert.Equal("https://news.example/i/bridge-harbour-900x600.jpg", page.ImageUrl!.Text);
        Assert.Equal("The bridge on Tuesday.", page.ImageCaption!.Text);
        Assert.Equal("Kim Lee/AFP", page.ImageCredit!.Text);
    }

    [Theory]
    [InlineData("""<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":false}</script>""", Access.Paywalled)]
    [InlineData("<meta property='article:content_tier' content='metered'>", Access.Partial)]
    [InlineData("""<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","wordCount":2400}</script>""", Access.Partial)]
    [InlineData("", Access.Free)]
    public void What_may_be_read_is_recorded(string head, Access access) => Assert.Equal(access, Read(With(Text, head)).Access);

    [Theory]
    [InlineData("https://news.example/a", "https://news.example/a")]
    [InlineData("https://news.example/", null)]
    [InlineData("https://elsewhere.example/a", null)]
    public void A_canonical_address_leads_to_the_same_site_and_not_home(string stated, string? expected) =>
        Assert.Equal(expected, Read(With(Text, $"<link rel=canonical href='{stated}'>")).CanonicalUrl?.Text);

    [Theory]
    [InlineData("windows-1252", null)]
    [InlineData(null, "windows-1252")]
    public void Transport_and_page_say_the_charset(string? transport, string? declared)
    {
        var html = With("<p>Fußgänger dürfen die Brücke wieder benutzen, teilte die Behörde am Dienstag in der Stadt mit.</p>", declared is null ? "" : $"<meta charset={declared}>");

        var page = Read(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(html), charset: transport);

        Assert.StartsWith("Fußgänger dürfen", page.Body[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Valid_utf8_is_believed_whatever_the_page_says() =>
        Assert.StartsWith("Fußgänger", Read(With("<p>Fußgänger dürfen die Brücke wieder benutzen, teilte die Behörde am Dienstag mit.</p>", "<meta charset=gb2312>")).Body[0].Text, StringComparison.Ordinal);

    [Fact]
    public void Reserved_mining_is_noted() => Assert.True(Read(With(Text, "<meta name='tdm-reservation' content='1'>")).IsReserved);
}
