using FeedPipeline.Worker.Sampling;

namespace FeedPipeline.Tests.Sampling;

public sealed class SampleSiteTests
{
    private const int ManyTicks = 200;

    [Fact]
    public void The_same_seed_and_tick_give_the_same_bytes() =>
        Assert.All(Enum.GetValues<SampleFeed>(), feed => Assert.Equal(SampleNews.Xml(feed, 30), SampleNews.Xml(feed, 30)));

    [Fact]
    public void Another_seed_tells_other_news() =>
        Assert.Empty(SampleNews.Articles(20, seed: 1).Select(Body).Intersect(SampleNews.Articles(20, seed: 2).Select(Body)));

    [Fact]
    public void Runs_of_two_seeds_have_one_article_in_common_so_that_a_restart_looks_like_news_and_not_like_a_gap() => Assert.All(Enum.GetValues<SampleFeed>(), feed =>
    {
        var (one, other) = (SampleNews.Site(1).Listed(feed, ManyTicks), SampleNews.Site(2).Listed(feed, 0));

        Assert.Equal([one[^1].Key], one.Select(article => article.Key).Intersect(other.Select(article => article.Key)));
        Assert.Equal([one[^1].PagePath], one.Select(article => article.PagePath).Intersect(other.Select(article => article.PagePath)));
        Assert.Equal((Body(one[^1]), one[^1].UpdatedAt), (Body(other[^1]), other[^1].UpdatedAt));
        Assert.Equal(one[^1].PagePath, SampleNews.Site(3).Find(one[^1].Slug, 0)?.PagePath);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    public void At_a_tick_there_are_the_first_articles_and_one_for_each_tick(int tick)
    {
        Assert.Equal(SampleSite.FirstArticles + tick, SampleNews.Articles(tick).Count);
        Assert.Null(SampleNews.Site().Find(SampleSite.FirstArticles + tick, tick));
        Assert.Equal(SampleNews.Start.AddMinutes(tick), SampleNews.Articles(tick)[^1].PublishedAt);
    }

    [Fact]
    public void Feeds_list_the_newest_nineteen_newest_first_and_the_standing_one() => Assert.All(Enum.GetValues<SampleFeed>(), feed =>
    {
        var listed = SampleNews.Site().Listed(feed, ManyTicks);

        Assert.Equal(SampleSite.MaxItems, listed.Count);
        Assert.Equal(SampleNews.Articles(ManyTicks).Where(article => article.Feeds.Contains(feed)).Select(article => article.Number).Reverse().Take(19).Append(-1), listed.Select(article => article.Number));
    });

    [Fact]
    public void Every_article_is_in_a_feed_and_some_are_in_both_from_the_start()
    {
        Assert.All(SampleNews.Articles(ManyTicks), article => Assert.NotEmpty(article.Feeds));
        Assert.Contains(SampleNews.Articles(0), article => article.Feeds.Count == 2);
        Assert.InRange(SampleNews.Articles(ManyTicks).Count(article => article.Feeds.Count == 2), 15, 30);
    }

    [Fact]
    public void A_reprint_has_the_words_of_its_original_another_address_and_the_other_feed()
    {
        var articles = SampleNews.Articles(ManyTicks);
        var reprints = articles.Where(article => article.ReprintOf is not null).ToList();

        Assert.Equal(4, reprints[0].Number);
        Assert.All(reprints, reprint =>
        {
            var original = articles[reprint.ReprintOf!.Value];
            Assert.Equal((original.Headline, original.Dek, Body(original)), (reprint.Headline, reprint.Dek, Body(reprint)));
            Assert.NotEqual(original.PagePath, reprint.PagePath);
            Assert.Empty(original.Feeds.Intersect(reprint.Feeds));
            Assert.True(original.PublishedAt < reprint.PublishedAt);
        });
    }

    [Fact]
    public void Articles_that_are_no_reprints_differ_in_a_third_of_their_paragraphs_at_least()
    {
        var bodies = SampleNews.Articles(ManyTicks).Where(article => article.ReprintOf is null).Select(article => article.Paragraphs).ToList();

        foreach (var (body, at) in bodies.Select((body, at) => (body, at)))
            Assert.DoesNotContain(bodies.Skip(at + 1).Take(SampleSite.MaxItems), other => other.Count(body.Contains) * 3 > 2 * Math.Min(body.Count, other.Count));
    }

    [Fact]
    public void Every_third_or_fourth_tick_an_earlier_article_is_edited()
    {
        var edits = Enumerable.Range(1, ManyTicks).Where(tick => SampleNews.Site().EventsAt(tick).Count == 2).ToList();

        Assert.Equal([3, 4], edits.Zip(edits.Skip(1), (one, next) => next - one).Distinct().Order());
        Assert.All(edits, tick => Assert.True(SampleNews.Site().EventsAt(tick)[1].Article.Number < SampleNews.Site().EventsAt(tick)[0].Article.Number));
    }

    [Fact]
    public void An_edit_changes_words_and_update_time_and_nothing_else() => Assert.All(Enumerable.Range(1, ManyTicks), tick =>
    {
        var before = SampleNews.Articles(tick - 1);
        var after = SampleNews.Articles(tick).Take(before.Count);
        var changed = before.Zip(after).Where(pair => pair.First.UpdatedAt != pair.Second.UpdatedAt).ToList();

        Assert.Equal(SampleNews.Site().EventsAt(tick).Count - 1, changed.Count);
        Assert.All(changed, pair => Assert.NotEqual((pair.First.Headline, Body(pair.First)), (pair.Second.Headline, Body(pair.Second))));
        Assert.All(changed, pair => Assert.Equal((pair.First.Slug, pair.First.PublishedAt, SampleNews.Start.AddMinutes(tick)), (pair.Second.Slug, pair.Second.PublishedAt, pair.Second.UpdatedAt)));
        Assert.All(before.Zip(after).Except(changed), pair => Assert.Equal((pair.First.Headline, Body(pair.First)), (pair.Second.Headline, Body(pair.Second))));
    });

    [Fact]
    public void Pages_are_found_by_their_slug_and_by_no_other()
    {
        var article = SampleNews.Articles(9)[9];

        Assert.Equal(9, SampleNews.Site().Find(article.Slug, 9)?.Number);
        Assert.Null(SampleNews.Site().Find(article.Slug, 4));
        Assert.Null(SampleNews.Site().Find("other-words-9", 9));
        Assert.Null(SampleNews.Site().Find("99999999999999999999", 9));
    }

    [Fact]
    public void A_page_links_three_others() =>
        Assert.All(Enumerable.Range(0, 30), number => Assert.Equal(3, SampleNews.Site().Beside(number).Select(other => other.Number).Except([number]).Count()));

    private static string Body(SampleArticle article) => string.Join('\n', article.Paragraphs);
}
