using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Normalizing;

namespace FeedPipeline.Tests.Normalizing;

public sealed class ArticleNormalizerTests
{
    private static readonly FeedDocument Feed = new() { Title = "The Harbour Post - Latest news", Link = "https://www.harbourpost.example/", Language = "en_us" };

    [Theory]
    [InlineData(SampleTexts.Canonical)]
    [InlineData(SampleTexts.Dense)]
    public void However_a_feed_carries_a_text_it_becomes_the_same_article(string text)
    {
        var seed = SeedText.Read(text)!;

        Assert.All(HtmlSeeds.ItemsOf(seed), item =>
            Assert.Equal(SeedText.Write(seed.ToArticle()), SeedText.Write(ArticleNormalizer.Normalize(Feed, item))));
    }

    [Theory]
    [InlineData("Bridge opens | The Harbour Post", "Bridge opens")]
    [InlineData("Bridge opens - HarbourPost", "Bridge opens")]
    [InlineData("Bridge opens – www.harbourpost.example", "Bridge opens – www.harbourpost.example")]
    [InlineData("Bridge opens: The Harbour Post", "Bridge opens: The Harbour Post")]
    [InlineData("Bridge opens - and closes", "Bridge opens - and closes")]
    [InlineData("  Tom &amp; <b>Jerry</b>\n return ", "Tom & Jerry return")]
    public void Only_the_sites_name_is_cut_from_a_title(string title, string headline) => Assert.Equal(headline, Of(new() { Title = title }).Headline);

    [Theory]
    [InlineData(null, "<p>A first sentence. And a second.</p>", "A first sentence", "rule:first-words")]
    [InlineData(null, "<p>...</p>", "...", "rule:first-words")]
    [InlineData("https://example.org/a", null, "https://example.org/a", "rule:link")]
    [InlineData(null, null, "Untitled", "rule:untitled")]
    [InlineData(null, "<h2>A heading</h2><p>Text.</p>", "A heading", "rule:first-heading")]
    public void Items_without_title_get_a_headline_that_says_where_it_is_from(string? link, string? content, string headline, string source)
    {
        var article = Of(new() { Link = link, Content = content });

        Assert.Equal((headline, source), (article.Headline, article.Provenance["headline"]));
    }

    [Theory]
    [InlineData("A standfirst of its own", "A standfirst of its own")]
    [InlineData("<p>A standfirst of its own</p><p>The post Headline appeared first on Site.</p>", "A standfirst of its own")]
    [InlineData("A standfirst of its own. The post Headline appeared first on Site.", "A standfirst of its own.")]
    [InlineData("<p>Something [&#8230;]</p><p>The post Headline appeared first on Site.</p>", null)]
    [InlineData("The first paragraph", null)]
    [InlineData("The first paragraph of the text. The second", null)]
    [InlineData("Something that goes on [&#8230;]", null)]
    [InlineData("Something <a href='/x'>Read more</a>", null)]
    [InlineData("See https://example.org/", null)]
    [InlineData("Headline!", null)]
    public void A_summary_is_the_dek_only_when_it_is_a_text_of_its_own(string summary, string? dek) =>
        Assert.Equal(dek, Of(new() { Title = "Headline", Summary = summary, Content = "<p>The first paragraph of the text.</p><p>The second paragraph.</p>" }).Dek);

    [Fact]
    public void Dates_keep_their_precision_and_are_never_invented()
    {
        var stated = new StatedDate(new DateTimeOffset(2023, 3, 5, 9, 30, 0, TimeSpan.Zero), DatePrecision.Minute, TimeSpan.FromHours(2));

        var dated = Of(new() { Title = "a", Published = stated });
        var undated = Of(new() { Title = "a", Updated = stated, Content = "<p>On 24 July 2021 it rained.</p>" });

        Assert.Equal((stated.At, DatePrecision.Minute, stated.Offset), (dated.PublishedAt, dated.PublishedPrecision, dated.PublishedOffset));
        Assert.Equal((null, DatePrecision.Unknown, stated.At), (undated.PublishedAt, undated.PublishedPrecision, undated.ModifiedAt));
    }

    [Fact]
    public void A_summary_alone_is_the_body()
    {
        var article = Of(new() { Title = "a", Summary = "One &amp; two.<br><br>Three." });

        Assert.Equal(("One & two.\n\nThree.", BodySource.Summary, null), (article.Body, article.BodySource, article.Dek));
        Assert.Equal("feed:summary", article.Provenance["body"]);
    }

    [Fact]
    public void A_long_summary_that_does_not_break_off_is_the_whole_text()
    {
        var paragraph = "<p>" + string.Concat(Enumerable.Repeat("word ", 60)) + "end.</p>";

        Assert.Equal(BodySource.Feed, Of(new() { Title = "a", Summary = paragraph + paragraph + paragraph }).BodySource);
        Assert.Equal(BodySource.Summary, Of(new() { Title = "a", Summary = paragraph + paragraph + "<p>And then […]</p>" }).BodySource);
        Assert.Equal(BodySource.Summary, Of(new() { Title = "a", Content = "<p>And then […]</p>" }).BodySource);
    }

    [Fact]
    public void Fields_in_the_text_yield_to_what_the_feed_states()
    {
        var article = Of(new() { Title = "a", Authors = ["Jane Doe"], Content = "<p>By News Desk - July 28 2021</p><p>Text.</p>" });

        Assert.Equal(("Jane Doe", "feed:author"), (article.Byline, article.Provenance["byline"]));
        Assert.Equal((DatePrecision.Day, "rule:byline-line"), (article.PublishedPrecision, article.Provenance["published_at"]));
        Assert.Equal("Text.", article.Body);
    }

    [Fact]
    public void A_summary_that_repeats_the_first_paragraph_takes_nothing_from_the_body()
    {
        var article = Of(new() { Title = "a", Summary = "First.", Content = "<p>First.</p><p>Second.</p>" });

        Assert.Equal((null, "First.\n\nSecond."), (article.Dek, article.Body));
    }

    [Fact]
    public void Who_and_when_may_stand_in_two_lines()
    {
        var article = Of(new() { Title = "a", Content = "<p>By Jane Doe</p><p>July 28 2021</p><p>Text.</p>" });

        Assert.Equal(("Jane Doe", DatePrecision.Day, "Text."), (article.Byline, article.PublishedPrecision, article.Body));
    }

    [Fact]
    public void A_picture_may_stand_in_the_summary_alone()
    {
        var article = Of(new() { Title = "a", Summary = "<img src='https://example.org/a.jpg'>A dek of its own", Content = "<p>Text.</p>" });

        Assert.Equal(("https://example.org/a.jpg", "A dek of its own"), (article.PhotoUrl, article.Dek));
    }

    [Fact]
    public void An_address_that_runs_is_no_link() =>
        Assert.Equal("https://example.org/", Of(new() { Title = "a", Link = "javascript:alert(1)", OriginalLink = "https://example.org/" }).Url);

    [Fact]
    public void The_lead_image_takes_caption_and_credit_from_its_figure()
    {
        var article = Of(new()
        {
            Title = "a",
            Content = "<figure><img src='https://example.org/bridge.jpg'><figcaption>The bridge at dawn. (Photo: Ada Lindqvist/AFP)</figcaption></figure><p>Text.</p>",
        });

        Assert.Equal(("https://example.org/bridge.jpg", "The bridge at dawn.", "Ada Lindqvist/AFP"), (article.PhotoUrl, article.PhotoCaption, article.PhotoCredit));
        Assert.Equal("Text.", article.Body);
        Assert.Contains("<figcaption>", article.BodyHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void What_leaves_the_body_leaves_the_html_too()
    {
        var article = Of(new() { Title = "Headline", Content = "<h1>Headline</h1><p>By Jane Doe</p><p>Text. <b>More.</b>Most Popular</p><h3>Related</h3><ul><li>x</li></ul>" });

        Assert.Equal("<p>Text. <strong>More.</strong></p>", article.BodyHtml);
        Assert.Equal("Text. More.", article.Body);
    }

    [Fact]
    public void Plain_fields_are_taken_over_clean()
    {
        var article = Of(new() { Title = "a", Link = "https://example.org/a", Guid = "g", Categories = ["Trains", "trains", "A &amp; B"], Rights = "&copy; Us" });

        Assert.Equal(["Trains", "A & B"], article.Tags);
        Assert.Equal(("https://example.org/a", null, "g", "© Us", "en-US"), (article.Url, article.CanonicalUrl, article.Guid, article.Rights, article.Language));
        Assert.Null(article.Section);
    }

    private static Article Of(FeedItem item) => ArticleNormalizer.Normalize(Feed, item);
}
