using System.Globalization;
using FeedPipeline.Articles;
using FeedPipeline.Consumers;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Changes;
using Npgsql;

namespace FeedPipeline.Tests.Storing.Changes;

[Collection(DatabaseTests.Name)]
public sealed class ChangeLogTests(TestServer server)
{
    [SkippableFact]
    public async Task A_consumer_gets_what_a_poll_stored_in_order_and_each_change_once()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.PollAsync(await db.AddAsync(), Rss.Feed(Rss.Item("a"), Rss.Item("b"), Rss.Item("c")));

        var first = await ReadAsync(db, "mine", 2);
        Assert.Equal([1, 2], first.Select(change => change.Change.Seq));
        Assert.All(first, change => Assert.Equal(ChangeKind.Created, change.Change.Kind));
        Assert.Equal(first, await ReadAsync(db, "mine", 2), (one, other) => one.Cursor == other.Cursor);
        Assert.Null(await db.Get<ChangeLog>().CommitAsync("mine", first[^1].Cursor, default));

        Assert.Equal([3], (await ReadAsync(db, "mine", 2)).Select(change => change.Change.Seq));
        Assert.Equal([1, 2, 3], (await ReadAsync(db, "another", 10)).Select(change => change.Change.Seq));
    }

    [SkippableFact]
    public async Task What_commits_late_comes_after_what_was_read_before()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var slow = await db.HoldAsync(Insert(1));
        await db.AskAsync(Insert(2));

        Assert.Equal([2], await TakeAsync(db, "mine"));
        await slow.ExecuteAsync("COMMIT");
        Assert.Equal([1], await TakeAsync(db, "mine"));
        Assert.Empty(await TakeAsync(db, "mine"));
    }

    [SkippableFact]
    public async Task A_long_transaction_of_somebody_else_holds_nobody_back()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var other = await db.HoldAsync("CREATE TABLE other (n int)");
        await db.AskAsync(Insert(1));

        Assert.Equal([1], await TakeAsync(db, "mine"));
    }

    [SkippableFact]
    public async Task A_part_that_is_rolled_back_leaves_the_rest_in_order()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var writer = await db.HoldAsync("SAVEPOINT before");
        await writer.ExecuteAsync(Insert(1));
        await writer.ExecuteAsync("ROLLBACK TO before");
        await writer.ExecuteAsync(Insert(2));
        await writer.ExecuteAsync("SAVEPOINT after");
        await writer.ExecuteAsync(Insert(3));
        await writer.ExecuteAsync("COMMIT");

        Assert.Equal([2, 3], await TakeAsync(db, "mine"));
        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM change_commit"));
    }

    [SkippableFact]
    public async Task A_repeatable_reader_sees_what_its_snapshot_has_and_the_next_one_the_rest()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AskAsync(Insert(1));
        await using (var reader = await db.HoldAsync("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        {
            await reader.ExecuteAsync("SELECT count(*) FROM change");
            await db.AskAsync(Insert(2));
            await reader.ExecuteAsync("CREATE TABLE seen AS SELECT article_id, cursor FROM read_changes('mine')");
            await reader.ExecuteAsync("SELECT commit_changes('mine', (SELECT cursor FROM seen))");
            await reader.ExecuteAsync("COMMIT");
        }

        Assert.Equal("1", await db.AskAsync("SELECT string_agg(article_id::text, ' ') FROM seen"));
        Assert.Equal([2], await TakeAsync(db, "mine"));
    }

    [SkippableFact]
    public async Task Of_two_readers_of_one_name_the_second_waits_and_goes_on_where_the_first_ended()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AskAsync(Insert(1));
        await using var first = await db.HoldAsync("SELECT commit_changes('mine', (SELECT max(cursor) FROM read_changes('mine')))");
        var second = ReadAsync(db, "mine");
        await db.AwaitWaitingAsync(1);
        Assert.False(second.IsCompleted);

        await db.AskAsync(Insert(2));
        await first.ExecuteAsync("COMMIT");

        Assert.Equal([2], (await second).Select(change => change.Change.ArticleId));
    }

    [SkippableFact]
    public async Task A_saved_cursor_never_goes_back_by_itself()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AskAsync(Insert(1));
        await db.AskAsync(Insert(2));
        var read = await ReadAsync(db, "mine");
        await db.Get<ChangeLog>().CommitAsync("mine", read[1].Cursor, default);
        await db.Get<ChangeLog>().CommitAsync("mine", read[0].Cursor, default);

        Assert.Empty(await ReadAsync(db, "mine"));
        Assert.True(await db.Get<ConsumerStore>().ResetAsync("mine", LogPosition.Parse(read[0].Cursor), toNow: false, default));
        Assert.Equal([2], (await ReadAsync(db, "mine")).Select(change => change.Change.ArticleId));
    }

    [SkippableFact]
    public async Task Programs_that_only_read_may_follow_the_log()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        Assert.Null(await db.Get<Schema>().EnsureReaderAsync("0123456789abcdef", default));
        await db.AskAsync(Insert(1));
        await using var reader = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(db.ConnectionString)
        {
            Username = Schema.Reader,
            Password = "0123456789abcdef",
            Pooling = false,
        });

        await using var take = reader.CreateCommand("SELECT commit_changes('mine', cursor) FROM read_changes('mine', 500)");
        await take.ExecuteNonQueryAsync();

        Assert.Empty(await ReadAsync(db, "mine"));
        await using var steal = reader.CreateCommand("UPDATE consumer SET place = 0");
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => steal.ExecuteNonQueryAsync())).SqlState);
    }

    [SkippableTheory]
    [InlineData("", 10, null, LogRefusalKind.Malformed)]
    [InlineData("webhook:1", 10, null, LogRefusalKind.Malformed)]
    [InlineData("a b", 10, null, LogRefusalKind.Malformed)]
    [InlineData(null, 10, null, LogRefusalKind.Malformed)]
    [InlineData("mine", 0, null, LogRefusalKind.Malformed)]
    [InlineData("mine", 10_001, null, LogRefusalKind.Malformed)]
    [InlineData("mine", 10, "1", LogRefusalKind.Malformed)]
    [InlineData("mine", 10, "1-'; DROP TABLE change", LogRefusalKind.Malformed)]
    [InlineData("mine", 10, "9999999999999999999-1", LogRefusalKind.Malformed)]
    [InlineData("mine", 10, "7-1", LogRefusalKind.Ahead)]
    public async Task What_cannot_be_read_says_why_in_one_line(string? consumer, int most, string? after, LogRefusalKind kind)
    {
        await using var db = await TestDatabase.CreateAsync(server);

        var refusal = (await db.Get<ChangeLog>().ReadAsync(new ChangeRequest(consumer, most, after), default)).Refusal;

        Assert.Equal(kind, refusal?.Kind);
        Assert.DoesNotContain('\n', refusal!.Line);
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM consumer"));
    }

    [SkippableFact]
    public async Task A_cursor_is_only_saved_for_who_is_known_and_for_what_is_there()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AskAsync(Insert(1));
        var log = db.Get<ChangeLog>();

        Assert.Equal(LogRefusalKind.Unknown, (await log.CommitAsync("nobody", "1-1", default))?.Kind);
        await ReadAsync(db, "mine");
        Assert.Equal(LogRefusalKind.Ahead, (await log.CommitAsync("mine", "99-1", default))?.Kind);
        Assert.Equal(LogRefusalKind.Malformed, (await log.CommitAsync("mine", "99", default))?.Kind);
    }

    [SkippableFact]
    public async Task In_a_transaction_that_may_not_write_an_unknown_reader_begins_with_the_oldest()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AskAsync(Insert(1));

        await using var reader = await db.HoldAsync("SET TRANSACTION READ ONLY");
        await reader.ExecuteAsync("DO $$ BEGIN ASSERT (SELECT array_agg(article_id) FROM read_changes('mine')) = '{1}'; END $$");
        await reader.ExecuteAsync("COMMIT");
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM consumer"));
    }

    [SkippableFact]
    public async Task Who_fell_behind_what_was_pruned_is_told_and_can_go_on()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AskAsync(Insert(1));
        await db.AskAsync(Insert(2));
        Assert.Equal([1, 2], await TakeAsync(db, "current"));
        await ReadAsync(db, "behind");
        await db.AskAsync("UPDATE change_commit SET at = now() - interval '2 days'");
        await db.AskAsync(Insert(3));

        Assert.Equal(2, await db.Get<ChangeRetention>().PruneAsync(TimeSpan.FromDays(1), default));
        Assert.Equal(0, await db.Get<ChangeRetention>().PruneAsync(TimeSpan.FromDays(1), default));

        var refused = (await db.Get<ChangeLog>().ReadAsync(new ChangeRequest("behind", 10), default)).Refusal;
        Assert.Equal(LogRefusalKind.Pruned, refused?.Kind);
        Assert.Contains("consumers reset", refused!.Line, StringComparison.Ordinal);
        Assert.Equal([3], await TakeAsync(db, "current"));
        Assert.Equal([3], await TakeAsync(db, "new"));
        Assert.True((await db.Get<ConsumerStore>().ListAsync(default)).Single(consumer => consumer.Name == "behind").IsBehindLog);
        Assert.True(await db.Get<ConsumerStore>().ResetAsync("behind", null, toNow: false, default));
        Assert.Equal([3], await TakeAsync(db, "behind"));
    }

    [SkippableFact]
    public async Task The_list_says_how_far_behind_everybody_is()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AskAsync(Insert(1, 2, 3));
        await db.AskAsync(Insert(4, 5));
        var consumers = db.Get<ConsumerStore>();
        Assert.True(await consumers.AddAsync("all", fromNow: false, default));
        Assert.True(await consumers.AddAsync("none", fromNow: true, default));
        Assert.False(await consumers.AddAsync("none", fromNow: false, default));
        var read = await ReadAsync(db, "some", 2);
        await db.Get<ChangeLog>().CommitAsync("some", read[^1].Cursor, default);

        Assert.Equal([("all", 5L), ("some", 3L), ("none", 0L)], (await consumers.ListAsync(default)).Select(consumer => (consumer.Name, consumer.Lag)));
        Assert.Empty(await ReadAsync(db, "none"));
        Assert.True(await consumers.RemoveAsync("none", default));
        Assert.False(await consumers.RemoveAsync("none", default));
    }

    [SkippableFact]
    public async Task What_was_pruned_lies_between_nobody_and_the_end()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var consumers = db.Get<ConsumerStore>();
        Assert.True(await consumers.AddAsync("slow", fromNow: false, default));
        await db.AskAsync(Insert(1, 2, 3));
        await db.AskAsync("UPDATE change_commit SET at = now() - interval '2 days'");
        await db.AskAsync(Insert(4));
        Assert.Equal(4, Assert.Single(await consumers.ListAsync(default)).Lag);

        await db.Get<ChangeRetention>().PruneAsync(TimeSpan.FromDays(1), default);
        Assert.Equal(1, Assert.Single(await consumers.ListAsync(default)).Lag);
        await db.AskAsync("UPDATE change_commit SET at = now() - interval '2 days'");
        await db.Get<ChangeRetention>().PruneAsync(TimeSpan.FromDays(1), default);
        Assert.Equal(0, Assert.Single(await consumers.ListAsync(default)).Lag);
        await db.AskAsync(Insert(5, 6));
        Assert.Equal(2, Assert.Single(await consumers.ListAsync(default)).Lag);
    }

    [SkippableFact]
    public async Task A_commit_with_changes_wakes_who_waits_and_one_without_wakes_nobody()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var listener = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(db.ConnectionString) { Pooling = false }.ConnectionString);
        await listener.OpenAsync();
        var notices = 0;
        listener.Notification += (_, _) => notices++;
        await using (var listen = new NpgsqlCommand("LISTEN change", listener))
            await listen.ExecuteNonQueryAsync();

        await db.AskAsync(Insert(1, 2, 3) + ";" + Insert(4));
        await db.AskAsync("CREATE TABLE nothing (n int)");
        Assert.True(await listener.WaitAsync(TimeSpan.FromSeconds(30), default));
        Assert.False(await listener.WaitAsync(TimeSpan.FromMilliseconds(300), default));

        Assert.Equal(1, notices);
    }

    [SkippableFact]
    public async Task A_waiting_reader_gets_a_change_when_it_is_committed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var waiting = db.Get<ChangeWait>().ReadAsync(new ChangeRequest("mine", 10), TimeSpan.FromMinutes(1), default);
        await db.AwaitAsync("True", "SELECT count(*) > 0 FROM pg_stat_activity WHERE query = 'LISTEN change' AND datname = current_database()");

        await db.AskAsync(Insert(1));

        Assert.Equal(1, Assert.Single((await waiting).Changes).Change.ArticleId);
        Assert.Empty((await db.Get<ChangeWait>().ReadAsync(new ChangeRequest(null, 10, "1-1"), TimeSpan.FromMilliseconds(50), default)).Changes);
    }

    internal static string Insert(params IEnumerable<int> articles) =>
        "INSERT INTO change (article_id, kind, revision, changed_fields, at) VALUES "
        + string.Join(", ", articles.Select(article => string.Create(CultureInfo.InvariantCulture, $"({article}, 'created', 1, '{{}}', now())")));

    internal static async Task<IReadOnlyList<LoggedChange>> ReadAsync(TestDatabase db, string consumer, int most = 100)
    {
        var page = await db.Get<ChangeLog>().ReadAsync(new ChangeRequest(consumer, most), default);
        Assert.Null(page.Refusal);
        return page.Changes;
    }

    /// <summary>Articles of the next changes, which are then done with.</summary>
    private static async Task<IReadOnlyList<long>> TakeAsync(TestDatabase db, string consumer)
    {
        var read = await ReadAsync(db, consumer);
        if (read.Count > 0)
            Assert.Null(await db.Get<ChangeLog>().CommitAsync(consumer, read[^1].Cursor, default));
        return [.. read.Select(change => change.Change.ArticleId)];
    }
}
