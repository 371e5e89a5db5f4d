using FeedPipeline.Polls;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Backups;
using Npgsql;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class DatabaseBackupTests(TestServer server) : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"backup-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_file);

    [SkippableFact]
    public async Task A_restored_backup_has_the_same_rows_and_polling_goes_on_where_it_was()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")), new FeedPipeline.Feeds.Validators("\"1\"", null, null));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("b", "Quite another text of b, in many more words."), Rss.Item("c")));
        var (bytes, tables) = await db.Get<DatabaseBackup>().WriteAsync(db.ConnectionString, _file, _ => { }, default);
        Assert.True(bytes > 1000 && tables > 30);
        var before = await HashesAsync(db);

        await using var other = await TestDatabase.CreateAsync(server);
        await other.PollAsync(await other.AddAsync("else"), Rss.Feed(Rss.Item("z")));
        await other.Get<DatabaseBackup>().RestoreAsync(other.ConnectionString, _file, _ => { }, default);

        Assert.Equal(before, await HashesAsync(other));
        Assert.Empty(await other.Get<Schema>().MigrateAsync(default));
        // What was known is known, what is new is new, and numbers go on.
        var poll = await other.PollAsync(feed, Rss.Feed(Rss.Item("b", "Quite another text of b, in many more words."), Rss.Item("c"), Rss.Item("d")));
        Assert.Equal((PollOutcome.Stored, 1, 0), (poll.Outcome, poll.New, poll.Revised));
        Assert.Equal("4 4 5", await other.AskAsync("SELECT concat_ws(' ', count(*), max(id), (SELECT max(seq) FROM change)) FROM article"));
        Assert.Equal("5", await other.AskAsync("SELECT count(*) FROM read_changes('mine', 100)"));
    }

    [SkippableFact]
    public async Task A_restore_that_fails_leaves_everything_as_it_was()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.PollAsync(await db.AddAsync(), Rss.Feed(Rss.Item("a")));
        await db.Get<DatabaseBackup>().WriteAsync(db.ConnectionString, _file, _ => { }, default);
        var whole = await File.ReadAllBytesAsync(_file);
        await File.WriteAllBytesAsync(_file, whole[..(whole.Length * 2 / 3)]);
        var before = await HashesAsync(db);

        await Assert.ThrowsAsync<BackupException>(() => db.Get<DatabaseBackup>().RestoreAsync(db.ConnectionString, _file, _ => { }, default));

        Assert.Equal(before, await HashesAsync(db));
    }

    [SkippableFact]
    public async Task A_backup_of_a_newer_program_or_of_something_else_is_refused()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AskAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('20991231000000_Later', '11.0.0')");
        await db.Get<DatabaseBackup>().WriteAsync(db.ConnectionString, _file, _ => { }, default);
        var newer = await Assert.ThrowsAsync<BackupException>(() => db.Get<DatabaseBackup>().RestoreAsync(db.ConnectionString, _file, _ => { }, default));
        Assert.Contains("20991231000000_Later", newer.Message, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_file, "no backup");
        await Assert.ThrowsAsync<BackupException>(() => db.Get<DatabaseBackup>().RestoreAsync(db.ConnectionString, _file, _ => { }, default));
    }

    [SkippableFact]
    public async Task Workers_are_seen_by_their_clustered_scheduler()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        Assert.Equal(0, await db.Get<DatabaseBackup>().WorkersAsync(default));

        await using var scheduler = new NpgsqlConnection(FeedPipelineDatabase.QuartzConnection(db.ConnectionString, "quartz") + ";Pooling=false");
        await scheduler.OpenAsync();

        Assert.Equal(1, await db.Get<DatabaseBackup>().WorkersAsync(default));
        Assert.False(await db.Get<DatabaseBackup>().IsEmptyAsync(default));
    }

    /// <summary>Of every table, how many rows it has and a hash of them all.</summary>
    private static Task<string?> HashesAsync(TestDatabase db) => db.AskAsync("""
        SELECT string_agg(concat_ws(' ', relname, (xpath('//h/text()', query_to_xml(format('SELECT count(*) || md5(coalesce(string_agg(t::text, E''\n'' ORDER BY t::text), '''')) AS h FROM %I AS t', relname), false, true, '')))[1]), E'\n' ORDER BY relname)
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        """);
}
