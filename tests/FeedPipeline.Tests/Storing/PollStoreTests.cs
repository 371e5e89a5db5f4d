using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using Npgsql;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class PollStoreTests(TestServer server)
{
    private static readonly string[] Written = ["article", "article_key", "sighting", "change", "article_revision", "feed_memory", "feed_schedule", "poll"];

    [SkippableFact]
    public async Task A_poll_leaves_everything_behind_in_one_transaction()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();

        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")), new Validators("\"1\"", "then", new byte[] { 1 }));

        Assert.Equal("2 4 2 2 2", await db.AskAsync("""
            SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM article_key), (SELECT count(*) FROM sighting),
                (SELECT count(*) FROM change WHERE kind = 'created'), (SELECT new FROM poll WHERE outcome = 'stored' AND http_status = 200))
            """));
        Assert.Equal("\"1\" then \\x01 48 News", await db.AskAsync(
            "SELECT concat_ws(' ', etag, last_modified, body_hash, length(item_window), title) FROM feed_memory JOIN feed_definition ON id = feed_id"));
        Assert.Equal("t t t 0", await db.AskAsync(
            "SELECT concat_ws(' ', due_at > now(), lease_until IS NULL, last_poll_id = (SELECT id FROM poll), consecutive_failures) FROM feed_schedule"));
        Assert.Equal("1", await db.AskAsync($"SELECT count(DISTINCT xmin::text) FROM ({string.Join(" UNION ALL ",
            Written.Where(table => table != "article_revision").Select(table => $"SELECT xmin FROM {table}"))}) AS rows"));
    }

    [SkippableFact]
    public async Task The_same_claim_is_stored_once()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var poll = TestDatabase.Judge(await db.ClaimAsync(await db.AddAsync()), Rss.Feed(Rss.Item("a")));
        Assert.Equal(SaveResult.Saved, await db.Store.SaveAsync(poll, default));
        var before = await db.RowsAsync(Written);

        Assert.Equal(SaveResult.Stale, await db.Store.SaveAsync(poll, default));

        Assert.Equal(before, await db.RowsAsync(Written));
    }

    [SkippableFact]
    public async Task A_claim_that_was_taken_over_writes_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var slow = await db.ClaimAsync(feed);
        await db.AskAsync("UPDATE feed_schedule SET lease_until = now() - interval '1 second'");
        await db.ClaimAsync(feed);
        var before = await db.RowsAsync(Written);

        Assert.Equal(SaveResult.Stale, await db.Store.SaveAsync(TestDatabase.Judge(slow, Rss.Feed(Rss.Item("a"))), default));

        Assert.Equal(before, await db.RowsAsync(Written));
    }

    [SkippableFact]
    public async Task Of_two_polls_with_the_same_new_address_one_is_overtaken()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var one = await db.ClaimAsync(await db.AddAsync("one"));
        var other = await db.ClaimAsync(await db.AddAsync("other"));
        var document = Rss.Feed(Rss.Item("same"));

        var results = await Task.WhenAll(
            db.Store.SaveAsync(TestDatabase.Judge(one, document), default), db.Store.SaveAsync(TestDatabase.Judge(other, document), default));

        Assert.Equal([SaveResult.Saved, SaveResult.Overtaken], results.Order());
        Assert.Equal("1 1 2", await db.AskAsync(
            "SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM sighting), (SELECT count(*) FROM article_key))"));
    }

    [SkippableFact]
    public async Task Two_workers_with_the_same_new_address_make_one_article_and_two_sightings()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var another = db.Another();
        var one = await db.ClaimAsync(await db.AddAsync("one"));
        var other = await db.ClaimAsync(await db.AddAsync("other"));
        var held = await db.HoldAsync("SELECT FROM feed_schedule FOR UPDATE");

        var polls = Task.WhenAll(db.TakeInAsync(one, Rss.Feed(Rss.Item("same"))), another.TakeInAsync(other, Rss.Feed(Rss.Item("same"))));
        await db.AwaitWaitingAsync(2);
        await held.DisposeAsync();

        Assert.Equal(1, (await polls).Sum(poll => poll.New));
        Assert.Equal("1 2 3 1", await db.AskAsync("""
            SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM sighting), (SELECT count(*) FROM article_key), (SELECT count(*) FROM change))
            """));
    }

    [SkippableFact]
    public async Task A_poll_that_the_database_refuses_does_not_spoil_its_batch()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AskAsync("ALTER TABLE article ADD CONSTRAINT no_poison CHECK (headline <> 'Title of poison')");
        List<ClaimedFeed> claims = [];
        foreach (var name in new[] { "busy", "a", "b", "poison", "c" })
            claims.Add(await db.ClaimAsync(await db.AddAsync(name)));
        var held = await db.HoldAsync("SELECT FROM feed_schedule FOR UPDATE");
        var saves = claims.ConvertAll(claim => db.Store.SaveAsync(TestDatabase.Judge(claim, Rss.Feed(Rss.Item(claim.Feed.Name))), default));
        await db.AwaitWaitingAsync(1);

        await held.DisposeAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => saves[3]);
        Assert.Equal("no_poison", refused.ConstraintName);
        Assert.All(await Task.WhenAll(saves.Where(save => save != saves[3])), result => Assert.Equal(SaveResult.Saved, result));
        Assert.Equal("4 4", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM poll))"));
    }

    [SkippableFact]
    public async Task Text_that_no_database_takes_fails_its_poll_alone()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var poison = TestDatabase.Judge(await db.ClaimAsync(await db.AddAsync("poison")), Rss.Feed());
        var bad = new CompletedPoll { Claim = poison.Claim, Poll = poison.Poll with { Detail = "nul\0" }, Due = poison.Due };
        var good = TestDatabase.Judge(await db.ClaimAsync(await db.AddAsync("good")), Rss.Feed());

        var saves = new[] { db.Store.SaveAsync(bad, default), db.Store.SaveAsync(good, default) };

        Assert.Equal(PostgresErrorCodes.CharacterNotInRepertoire, (await Assert.ThrowsAsync<PostgresException>(() => saves[0])).SqlState);
        Assert.Equal(SaveResult.Saved, await saves[1]);
    }

    [SkippableFact]
    public async Task A_connection_that_breaks_during_the_write_costs_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var claim = await db.ClaimAsync(await db.AddAsync());
        var held = await db.HoldAsync("SELECT FROM feed_schedule FOR UPDATE");
        var save = db.Store.SaveAsync(TestDatabase.Judge(claim, Rss.Feed(Rss.Item("a"))), default);
        await db.AwaitWaitingAsync(1);

        await db.AskAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        await held.DisposeAsync();

        Assert.Equal(SaveResult.Saved, await save);
        Assert.Equal("1 1", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM poll))"));
    }

    [SkippableFact]
    public async Task A_commit_whose_answer_was_lost_is_not_repeated()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var another = db.Another();
        var poll = TestDatabase.Judge(await db.ClaimAsync(await db.AddAsync()), Rss.Feed(Rss.Item("a")));

        await db.Store.SaveAsync(poll, default);
        await another.Store.SaveAsync(poll, default);

        Assert.Equal("1 1", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM change), (SELECT count(*) FROM poll))"));
    }

    [SkippableFact]
    public async Task A_database_that_was_restarted_is_no_failure_of_the_feed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        var claim = await db.ClaimAsync(feed);

        await using (var killer = await db.HoldAsync("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'feedpipe' AND datname = current_database()"))
            await killer.ExecuteAsync("COMMIT");
        var poll = await db.TakeInAsync(claim, Rss.Feed(Rss.Item("b")));

        Assert.Equal(PollOutcome.Stored, poll.Outcome);
    }
}
