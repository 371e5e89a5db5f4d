using FeedPipeline.Storing.Articles;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class ArticleMergesTests(TestServer server)
{
    private const string Merged = "SELECT string_agg(concat(guid, '>', merged_into), ' ' ORDER BY id) FROM article";
    private const string State = "SELECT string_agg(concat_ws(' ', id, merged_into, copy_of, story_id, revision, headline), '|' ORDER BY id) FROM article";
    private const string Long = "The harbour board said on Monday that the old crane by the eastern quay, which has stood unused since the grain trade moved to the new basin, will be taken down before the winter storms. "
        + "Engineers found cracks in two of its four legs during an inspection in May, and the insurers have refused to cover it any longer. A group of residents wants to keep the cabin as a lookout.";

    [SkippableFact]
    public async Task What_was_merged_counts_as_the_article_that_stands_for_it()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));
        await db.AskAsync("UPDATE feed_memory SET item_window = ''");

        Assert.Null(await db.Get<ArticleMerges>().MergeAsync(2, 1, default));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("b", "Quite another text of b, in other words.")));

        Assert.Equal("2> 1>1", await db.AskAsync("SELECT string_agg(concat(revision, '>', merged_into), ' ' ORDER BY id) FROM article"));
        Assert.Equal("merged", await db.AskAsync("SELECT kind FROM change WHERE article_id = 2 ORDER BY seq DESC LIMIT 1"));
    }

    [SkippableFact]
    public async Task Splitting_restores_exactly_what_was()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b"), Rss.Item("c")));
        var merges = db.Get<ArticleMerges>();
        Assert.Null(await merges.MergeAsync(3, 2, default));
        var (state, rows) = (await db.AskAsync(State), await db.RowsAsync("article_key", "sighting"));

        Assert.Null(await merges.MergeAsync(2, 1, default));
        Assert.Equal("a> b>1 c>1", await db.AskAsync(Merged));
        var (isDone, _) = await merges.SplitAsync(2, default);

        Assert.True(isDone);
        Assert.Equal((state, rows), (await db.AskAsync(State), await db.RowsAsync("article_key", "sighting")));
        // What moved along and back has changed too.
        Assert.Equal("merged merged merged", await db.AskAsync("SELECT string_agg(kind, ' ') FROM change WHERE article_id = 3 AND changed_fields = '{merged_into}'"));
        Assert.Equal("unmerged", await db.AskAsync("SELECT kind FROM change WHERE article_id = 2 ORDER BY seq DESC LIMIT 1"));
    }

    [SkippableTheory]
    [InlineData(1, 1, "article 1 is itself")]
    [InlineData(1, 9, "there is no article 9")]
    [InlineData(9, 1, "there is no article 9")]
    [InlineData(1, 2, "article 2 is merged into article 3 already: split it first, or name 3")]
    public async Task What_cannot_be_merged_is_said_in_one_line(long id, long into, string problem)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.PollAsync(await db.AddAsync(), Rss.Feed(Rss.Item("a"), Rss.Item("b"), Rss.Item("c")));
        await db.Get<ArticleMerges>().MergeAsync(2, 3, default);

        Assert.Equal(problem, await db.Get<ArticleMerges>().MergeAsync(id, into, default));
    }

    [SkippableFact]
    public async Task What_an_operator_keeps_apart_is_no_copy_again()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", Long, published: "01 Jul 2026 10:00:00 GMT")));
        await db.PollAsync(await db.AddAsync("other", "http://other.example/feed"), Rss.Feed(Rss.Item("b", Long, "http://other.example/b", "02 Jul 2026 10:00:00 GMT")));
        Assert.Equal("1", await db.AskAsync("SELECT copy_of FROM article WHERE id = 2"));

        var (isDone, said) = await db.Get<ArticleMerges>().SplitAsync(2, default);
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", Long + " It is sixty years old.", published: "01 Jul 2026 10:00:00 GMT")));

        Assert.Equal((true, "article 2 counts as no copy of article 1 any more"), (isDone, said));
        Assert.Equal("2", await db.AskAsync("SELECT count(*) FROM article WHERE copy_of IS NULL"));
    }

    [SkippableFact]
    public async Task What_stands_alone_cannot_be_split()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.PollAsync(await db.AddAsync(), Rss.Feed(Rss.Item("a")));

        var (isDone, said) = await db.Get<ArticleMerges>().SplitAsync(1, default);

        Assert.False(isDone);
        Assert.StartsWith("article 1 stands alone", said, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Every_decision_is_explained()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", Long, published: "01 Jul 2026 10:00:00 GMT")));
        await db.PollAsync(await db.AddAsync("other", "http://other.example/feed"), Rss.Feed(Rss.Item("b", Long, "http://other.example/b", "02 Jul 2026 10:00:00 GMT"), Rss.Item("c")));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", Long + " It is sixty years old.", published: "01 Jul 2026 10:00:00 GMT")));
        await db.Get<ArticleMerges>().MergeAsync(3, 1, default);

        var reasons = (await db.Get<ArticleReasons>().OfAsync(1, default))!.ToLookup(reason => reason.About, reason => reason.Says);

        Assert.StartsWith("seen in feed \"news\": guid a,", Assert.Single(reasons["sighting"]), StringComparison.Ordinal);
        Assert.StartsWith("known again by guid", Assert.Single(reasons["identity"]), StringComparison.Ordinal);
        Assert.Equal("an operator merged article 3 into article 1", Assert.Single(reasons["merge"]));
        Assert.Contains(reasons["copy"], says => says.StartsWith("body of article 2: ", StringComparison.Ordinal) || says.StartsWith("equal of article 2: ", StringComparison.Ordinal));
        Assert.StartsWith("revision 2 (update) changed body", Assert.Single(reasons["revision"]), StringComparison.Ordinal);
        Assert.Contains("headline is from feed:title", reasons["field"]);
        Assert.Null(await db.Get<ArticleReasons>().OfAsync(99, default));
    }
}
