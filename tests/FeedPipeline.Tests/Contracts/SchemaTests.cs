using System.Diagnostics;
using System.Text.RegularExpressions;
using FeedPipeline.Storing;
using FeedPipeline.Tests.Storing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedPipeline.Tests.Contracts;

[Collection(DatabaseTests.Name)]
public sealed partial class SchemaTests(TestServer server)
{
    [SkippableFact]
    public async Task The_schema_is_the_approved_one()
    {
        await using var db = await TestDatabase.CreateAsync(server);

        await Approved.MatchesAsync("schema.sql", Normalize(await DumpAsync(db.ConnectionString)));
    }

    [SkippableFact]
    public async Task Every_table_and_every_column_has_a_comment()
    {
        await using var db = await TestDatabase.CreateAsync(server);

        Assert.Null(await db.AskAsync("""
            SELECT string_agg(concat_ws('.', relname, attname), ', ' ORDER BY relname, attnum)
            FROM pg_class LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p') AND relname <> '__EFMigrationsHistory'
              AND (obj_description(pg_class.oid, 'pg_class') IS NULL OR col_description(pg_class.oid, attnum) IS NULL)
            """));
    }

    [SkippableFact]
    public async Task No_change_of_the_model_waits_for_its_migration()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var context = await db.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [SkippableFact]
    public async Task Migrating_twice_changes_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server);

        Assert.Empty(await db.Get<Schema>().MigrateAsync(default));

        var (applied, pending) = await db.Get<Schema>().StatusAsync(default);
        Assert.NotEmpty(applied);
        Assert.Empty(pending);
    }

    [SkippableFact]
    public async Task Readers_read_what_is_promised_and_nothing_else()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        Assert.Null(await db.Get<Schema>().EnsureReaderAsync("0123456789abcdef", default));
        Assert.Null(await db.Get<Schema>().EnsureReaderAsync(null, default));
        await using var reader = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(db.ConnectionString)
        {
            Username = Schema.Reader,
            Password = "0123456789abcdef",
            Pooling = false,
        });

        await ExecuteAsync(reader, "SELECT * FROM feed");
        foreach (var table in new[] { "article", "article_revision", "sighting", "change" })
        {
            await ExecuteAsync(reader, $"SELECT * FROM {table}");
            await RefusedAsync(reader, $"INSERT INTO {table} DEFAULT VALUES");
            await RefusedAsync(reader, $"DELETE FROM {table}");
        }

        foreach (var table in new[] { "feed_memory", "feed_schedule", "feed_definition", "article_key", "poll", "api_key" })
            await RefusedAsync(reader, $"SELECT * FROM {table}");
        await RefusedAsync(reader, "CREATE TABLE mine (n int)");
    }

    private static async Task RefusedAsync(NpgsqlDataSource reader, string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(reader, sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource reader, string sql)
    {
        await using var command = reader.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> DumpAsync(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var beside = Path.Combine(TestServer.Binaries[0], "pg_dump");
        using var dump = Process.Start(new ProcessStartInfo(
            File.Exists(beside) ? beside : "pg_dump",
            ["--schema-only", "--no-owner", "--no-privileges", "--schema=public", "--exclude-table=\"__EFMigrationsHistory\"", FeedPipelineDatabase.Uri(connectionString)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var complaint = dump.StandardError.ReadToEndAsync();
        var schema = await dump.StandardOutput.ReadToEndAsync();
        await dump.WaitForExitAsync();
        Assert.True(dump.ExitCode == 0, $"pg_dump of {settings.Database}: {await complaint}");
        return schema;
    }

    /// <summary>Without what differs from version to version: comments, settings, psql's own commands, and the schema that every database has.</summary>
    private static string Normalize(string dump)
    {
        var lines = dump.ReplaceLineEndings("\n").Split('\n').Where(line => !Noise().IsMatch(line));
        return Blanks().Replace(string.Join('\n', lines), "\n\n").Trim() + "\n";
    }

    [GeneratedRegex(@"^(--|SET |SELECT pg_catalog\.set_config|\\(un)?restrict |CREATE SCHEMA public;|COMMENT ON SCHEMA public )", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
