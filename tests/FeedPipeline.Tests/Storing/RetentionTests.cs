using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Polls;
using FeedPipeline.Tests.Deduplicating.Copies;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class RetentionTests(TestServer server)
{
    private const string Names = "SELECT string_agg(substring(headline from '[^ ]+$'), ' ' ORDER BY id) FROM article";
    private static readonly (string, string) TenDays = ("Storing:KeepArticles", "10.00:00:00");
    private static readonly string Story = Texts.English(1, 400);

    [SkippableFact]
    public async Task Without_a_word_from_the_operator_nothing_goes()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await ListAsync(db, await db.AddAsync(), "a b", "b");
        await AgeAsync(db, 5000);

        Assert.Empty(await db.Get<ArticleRetention>().PruneAsync(default));
        Assert.Equal("a b", await db.AskAsync(Names));
    }

    [SkippableFact]
    public async Task What_was_dropped_long_ago_goes_and_what_is_listed_stays()
    {
        await using var db = await TestDatabase.CreateAsync(server, TenDays);
        await ListAsync(db, await db.AddAsync(), "a b", "b");
        await AgeAsync(db, 9);
        Assert.Empty(await db.Get<ArticleRetention>().PruneAsync(default));
        await AgeAsync(db, 2);
        Assert.Equal(1, Assert.Single(await db.Get<ArticleRetention>().TryAsync(default)).Articles);
        Assert.Equal("a b", await db.AskAsync(Names));

        Assert.Equal(1, Assert.Single(await db.Get<ArticleRetention>().PruneAsync(default)).Articles);

        Assert.Equal("b", await db.AskAsync(Names));
        Assert.Equal("created 1 created 2 deleted 1", await db.AskAsync("SELECT string_agg(kind || ' ' || article_id, ' ' ORDER BY seq) FROM change"));
    }

    [SkippableFact]
    public async Task Each_feed_that_ever_listed_it_must_let_go()
    {
        await using var db = await TestDatabase.CreateAsync(server, TenDays);
        var (one, two) = (await db.AddAsync("one"), await db.AddAsync("two"));
        await ListAsync(db, one, "a b", "b");
        await ListAsync(db, two, "a c");
        await AgeAsync(db, 20);
        Assert.Empty(await db.Get<ArticleRetention>().PruneAsync(default));

        await ListAsync(db, two, "c");
        await AgeAsync(db, 20);
        await db.Feeds.KeepAsync(two, TimeSpan.FromDays(100), null, default);
        Assert.Empty(await db.Get<ArticleRetention>().PruneAsync(default));

        await db.Feeds.KeepAsync(two, null, null, default);
        Assert.Single(await db.Get<ArticleRetention>().PruneAsync(default));
        Assert.Equal("b c", await db.AskAsync(Names));
    }

    [SkippableFact]
    public async Task The_newest_of_a_feed_stay_and_so_does_what_it_dropped_lately()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Storing:KeepArticlesPerFeed", "2"));
        await ListAsync(db, await db.AddAsync(), "a b c d e", "e");
        await AgeAsync(db, 6);
        Assert.Empty(await db.Get<ArticleRetention>().PruneAsync(default));

        await AgeAsync(db, 2);
        Assert.Equal(3, Assert.Single(await db.Get<ArticleRetention>().PruneAsync(default)).Articles);
        // Of items that come together, the last in the document is the oldest.
        Assert.Equal(2L, long.Parse((await db.AskAsync("SELECT count(*) FROM article"))!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM article WHERE headline LIKE '%e'"));
    }

    [SkippableFact]
    public async Task An_item_that_is_listed_again_is_new_once_and_then_stays()
    {
        await using var db = await TestDatabase.CreateAsync(server, TenDays);
        var feed = await db.AddAsync();
        await ListAsync(db, feed, "a b", "b");
        await AgeAsync(db, 20);
        await db.Get<ArticleRetention>().PruneAsync(default);

        Assert.Equal(1, (await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")))).New);
        await AgeAsync(db, 20);
        Assert.Empty(await db.Get<ArticleRetention>().PruneAsync(default));
        Assert.Equal(0, (await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")))).New);
        // Gone and back within the time that every article has, it is the same one.
        await ListAsync(db, feed, "b");
        await db.Get<ArticleRetention>().PruneAsync(default);
        Assert.Equal(0, (await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")))).New);
    }

    [SkippableFact]
    public async Task All_that_hangs_on_it_goes_and_the_oldest_copy_inherits()
    {
        await using var db = await TestDatabase.CreateAsync(server, TenDays);
        var one = await db.AddAsync("one");
        await db.PollAsync(one, Rss.Feed(Rss.Item("a", Story), Rss.Item("x")));
        await db.PollAsync(await db.AddAsync("two"), Rss.Feed(Rss.Item("b", Texts.Edited(Story, 3, 18), "http://two.example/b")));
        await db.PollAsync(await db.AddAsync("three"), Rss.Feed(Rss.Item("c", Story + " The end.", "http://three.example/c")));
        await db.AskAsync("INSERT INTO page_due (article_id, feed_id, url, item, document, fence, attempts) VALUES (1, 1, 'http://a.example', '{}', '{}', 0, 0) ON CONFLICT DO NOTHING");
        await db.AskAsync("INSERT INTO kept_apart (article_id, other_id, by, at) VALUES (1, 2, 'operator', now()), (2, 1, 'operator', now())");
        Assert.Equal("3>1 4>1", await db.AskAsync("SELECT string_agg(id || '>' || copy_of, ' ' ORDER BY id) FROM article WHERE copy_of IS NOT NULL"));
        await ListAsync(db, one, "x");
        await AgeAsync(db, 20);

        await db.Get<ArticleRetention>().PruneAsync(default);

        Assert.Equal("4>3", await db.AskAsync("SELECT string_agg(id || '>' || copy_of, ' ' ORDER BY id) FROM article WHERE copy_of IS NOT NULL"));
        foreach (var table in new[] { "article_key", "sighting", "article_revision", "page_due", "likeness", "kept_apart", "copy_sketch_0", "copy_sketch_1", "copy_text" })
            Assert.Equal("0", await db.AskAsync($"SELECT count(*) FROM {table} WHERE article_id = 1"));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM (SELECT number FROM copy_key_0 UNION ALL SELECT number FROM copy_key_1) AS keys WHERE number = 1"));
        // The next that comes finds the group as before.
        await db.PollAsync(await db.AddAsync("four"), Rss.Feed(Rss.Item("d", Story, "http://four.example/d")));
        Assert.Equal("3", await db.AskAsync("SELECT copy_of FROM article WHERE headline LIKE '%d'"));
    }

    [SkippableFact]
    public async Task A_story_counts_what_remains_and_goes_with_its_last_article()
    {
        await using var db = await TestDatabase.CreateAsync(server, TenDays);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b"), Rss.Item("c")));
        await db.AskAsync("INSERT INTO story (id, headline, first_at, last_at, article_count, language) VALUES (7, 'Told', now(), now(), 2, 'en')");
        await db.AskAsync("UPDATE article SET story_id = 7 WHERE id < 3");
        await ListAsync(db, feed, "b c");
        await AgeAsync(db, 20);

        await db.Get<ArticleRetention>().PruneAsync(default);
        Assert.Equal("1", await db.AskAsync("SELECT article_count FROM story"));

        await ListAsync(db, feed, "c");
        await AgeAsync(db, 20);
        await db.Get<ArticleRetention>().PruneAsync(default);
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM story"));
    }

    [SkippableFact]
    public async Task What_a_poll_lists_again_at_that_moment_is_not_lost()
    {
        await using var db = await TestDatabase.CreateAsync(server, TenDays);
        await ListAsync(db, await db.AddAsync(), "a b", "b");
        await AgeAsync(db, 20);

        await using (var poll = await db.HoldAsync("UPDATE sighting SET gone_at = NULL WHERE gone_at IS NOT NULL"))
        {
            Assert.Empty(await db.Get<ArticleRetention>().PruneAsync(default));
            await poll.ExecuteAsync("COMMIT");
        }

        Assert.Empty(await db.Get<ArticleRetention>().PruneAsync(default));
        Assert.Equal("a b", await db.AskAsync(Names));
    }

    [SkippableFact]
    public async Task What_an_operator_merged_stays()
    {
        await using var db = await TestDatabase.CreateAsync(server, TenDays);
        await ListAsync(db, await db.AddAsync(), "a b c", "c");
        Assert.Null(await db.Get<ArticleMerges>().MergeAsync(2, 1, default));
        await AgeAsync(db, 20);

        Assert.Empty(await db.Get<ArticleRetention>().PruneAsync(default));
    }

    [SkippableFact]
    public async Task History_goes_by_its_own_age_and_the_log_says_where_it_begins()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Storing:KeepRevisions", "30.00:00:00"), ("Storing:KeepChanges", "30.00:00:00"));
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", "Quite another text of it, which is longer than before.")));
        await db.AskAsync("UPDATE article_revision SET at = now() - interval '31 days'");
        await db.AskAsync("UPDATE change_commit SET at = now() - interval '31 days'");

        Assert.Equal(3, await db.Get<LogRetention>().PruneAsync(default));

        Assert.Equal("0 0", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM change), (SELECT count(*) FROM article_revision))"));
        Assert.Equal("2", await db.AskAsync("SELECT pruned_seq FROM change_log"));
    }

    /// <summary>Documents of one feed, each with these items.</summary>
    private static async Task ListAsync(TestDatabase db, long feed, params string[] documents)
    {
        foreach (var document in documents)
            await db.PollAsync(feed, Rss.Feed([.. document.Split(' ').Select(name => Rss.Item(name))]));
    }

    /// <summary>So many days pass.</summary>
    private static async Task AgeAsync(TestDatabase db, int days)
    {
        await db.AskAsync($"UPDATE sighting SET gone_at = gone_at - interval '{days} days', first_seen_at = first_seen_at - interval '{days} days'");
        await db.AskAsync($"UPDATE article SET first_seen_at = first_seen_at - interval '{days} days'");
    }
}
