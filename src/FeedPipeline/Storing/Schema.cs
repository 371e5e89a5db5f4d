using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedPipeline.Storing;

/// <summary>Brings the database to the shape that this program needs.</summary>
public sealed class Schema(NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts)
{
    private const int NoLimit = 0;

    /// <summary>The role for programs that only read.</summary>
    public const string Reader = "feedpipeline_reader";

    /// <summary>Applies what is missing, one process at a time; returns the names of the migrations it applied.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await LockAsync(connection, "SELECT pg_advisory_lock($1)", stop);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            // An index over many rows takes longer than any statement of a poll may.
            db.Database.SetCommandTimeout(NoLimit);
            var pending = (await db.Database.GetPendingMigrationsAsync(stop)).ToList();
            if (pending.Count > 0)
                await db.Database.MigrateAsync(stop);
            return pending;
        }
        finally
        {
            await LockAsync(connection, "SELECT pg_advisory_unlock($1)", CancellationToken.None);
        }
    }

    /// <summary>Migrations that are applied, and those that are not, in order.</summary>
    public async Task<(IReadOnlyList<string> Applied, IReadOnlyList<string> Pending)> StatusAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return ([.. await db.Database.GetAppliedMigrationsAsync(stop)], [.. await db.Database.GetPendingMigrationsAsync(stop)]);
    }

    /// <summary>Version and size of the database.</summary>
    public async Task<(string Version, long Bytes)> ServerAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT current_setting('server_version'), pg_database_size(current_database())");
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return (row.GetString(0), row.GetInt64(1));
    }

    /// <summary>How far the database's clock is ahead of this machine's.</summary>
    public async Task<TimeSpan> ClockAsync(TimeProvider clock, CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT now()");
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return row.GetFieldValue<DateTimeOffset>(0) - clock.GetUtcNow();
    }

    /// <summary>Makes the role for programs that only read, with this password where one is given; says why the database refused, null when all is well.</summary>
    public async Task<string?> EnsureReaderAsync(string? password, CancellationToken stop)
    {
        try
        {
            await ExecuteAsync($"""
                DO $$
                BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Reader}') THEN
                        CREATE ROLE {Reader} NOLOGIN;
                    END IF;
                EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
                END $$;
                GRANT USAGE ON SCHEMA public TO {Reader};
                GRANT SELECT ON article, article_revision, sighting, feed, story, change TO {Reader};
                GRANT EXECUTE ON FUNCTION read_changes(text, integer, text), commit_changes(text, text) TO {Reader};
                """, stop);
            // A role's password is no parameter; ours is made of hexadecimal digits only.
            if (password is not null && password.All(char.IsAsciiHexDigit))
                await ExecuteAsync($"ALTER ROLE {Reader} LOGIN PASSWORD '{password}'", stop);
            return null;
        }
        catch (PostgresException refused)
        {
            return $"role {Reader} could not be made ({refused.MessageText}); programs that only read need a role of yours with SELECT on the tables, and EXECUTE on read_changes and commit_changes to follow the log";
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken stop)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task LockAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = NoLimit };
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = AdvisoryLocks.Migration });
        await command.ExecuteNonQueryAsync(stop);
    }
}
