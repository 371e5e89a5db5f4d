using System.Text;
using FeedPipeline.Worker.Sampling;

namespace FeedPipeline.Tests.Sampling;

public sealed class PagesTests
{
    [Fact]
    public void The_front_page_offers_both_feeds()
    {
        var page = Pages.Front(SampleNews.Site().EventsAt(3), TimeSpan.FromMinutes(1), SampleNews.Origin, "127.0.0.1/32:8081");

        Assert.Equal([SampleNews.Origin + "/rss.xml", SampleNews.Origin + "/atom.xml"], Reading.Feeds.Read(page, url: SampleNews.Origin).LinkedFeeds.Select(feed => feed.Url));
    }

    [Fact]
    public void An_article_page_has_every_part_of_the_article()
    {
        var article = SampleNews.Articles(20).First(article => article.PhotoCredit is not null);

        var page = Encoding.UTF8.GetString(Pages.Article(article, SampleNews.Site().Beside(article.Number), SampleNews.Origin));

        Assert.All(
            [$"<h1>{Html.Text(article.Headline)}</h1>", Html.Text(article.Dek!), "By " + Html.Text(article.Authors[0]), "January 1 2026", $"(Photo credit: {article.PhotoCredit})", Html.Body(article), "<h2>Most Popular</h2>"],
            part => Assert.Contains(part, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Markup_in_an_article_stays_text()
    {
        var page = Encoding.UTF8.GetString(Pages.Article(SampleNews.Articles(0)[0] with { Headline = "<script>", Paragraphs = ["<script>"] }, [], SampleNews.Origin));

        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }
}
