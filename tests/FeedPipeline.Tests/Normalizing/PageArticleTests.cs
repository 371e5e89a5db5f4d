using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Normalizing;
using static FeedPipeline.Tests.Extracting.Pages;

namespace FeedPipeline.Tests.Normalizing;

public sealed class PageArticleTests
{
    private const string Head = """
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour bridge reopens: Council","datePublished":"2021-07-28T09:15:00+02:00","author":{"@type":"Person","name":"Ann Smith"}}</script>
        """;

    private static readonly ArticlePage Page = Read(With($"<p>{First}</p><p>{Second}</p><p>{Third}</p>", Head));

    [Fact]
    public void The_pages_text_takes_the_summarys_place()
    {
        var article = PageArticle.Join(Fed(new FeedItem { Title = "Bridge reopens", Link = "https://news.example/a", Summary = "The old bridge can be used again." }), Page);

        Assert.Equal($"{First}\n\n{Second}\n\n{Third}", article.Body);
        Assert.Equal(BodySource.Page, article.BodySource);
        Assert.Equal("Bridge reopens", article.Headline);
        Assert.Equal("The old bridge can be used again.", article.Dek);
        Assert.Equal(["Ann Smith"], article.Authors);
        Assert.Equal("jsonld:author", article.Provenance["authors"]);
        Assert.Equal("feed:title", article.Provenance["headline"]);
        Assert.StartsWith("<p>The council", article.BodyHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_that_begins_the_text_is_no_standfirst() =>
        Assert.Null(PageArticle.Join(Fed(new FeedItem { Title = "Bridge", Summary = First }), Page).Dek);

    [Fact]
    public void A_date_that_the_feed_lacks_comes_from_the_page()
    {
        var article = PageArticle.Join(Fed(new FeedItem { Title = "Bridge" }), Page);

        Assert.Equal(new DateTimeOffset(2021, 7, 28, 7, 15, 0, TimeSpan.Zero), article.PublishedAt);
        Assert.Equal(TimeSpan.FromHours(2), article.PublishedOffset);
        Assert.Equal("jsonld:datePublished", article.Provenance["published_at"]);
    }

    [Fact]
    public void Dates_that_disagree_are_both_kept()
    {
        var fed = new StatedDate(new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero), DatePrecision.Second, TimeSpan.Zero);

        var article = PageArticle.Join(Fed(new FeedItem { Title = "Bridge", Published = fed }), Page);

        Assert.Equal(fed.At, article.PublishedAt);
        Assert.Equal("jsonld:datePublished 2021-07-28T07:15:00Z", article.Provenance["published_at_page"]);
    }

    [Fact]
    public void A_feed_that_carries_the_text_keeps_it()
    {
        var article = PageArticle.Join(Fed(new FeedItem { Title = "Bridge", Content = $"<p>{First}</p><p>{Second}</p><p>{Third}</p>" }), Page);

        Assert.Equal(BodySource.Feed, article.BodySource);
        Assert.Equal("feed:content", article.Provenance["body"]);
    }

    [Fact]
    public void A_publisher_that_reserves_mining_gives_what_stands_in_the_feed()
    {
        var article = PageArticle.Join(Fed(new FeedItem { Title = "Bridge", Summary = "The old bridge can be used again." }), Page with { IsReserved = true });

        Assert.Equal("The old bridge can be used again.", article.Body);
        Assert.Equal(BodySource.Summary, article.BodySource);
    }

    private static Article Fed(FeedItem item) => ArticleNormalizer.Normalize(new FeedDocument(), item);
}
