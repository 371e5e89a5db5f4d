using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedPipeline.Storing;

/// <summary>Brings the database to the shape that this program needs.</summary>
public sealed class Schema(NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts)
{
    /// <summary>Any number, the same for all who migrate.</summary>
    private const long MigrationLock = 7_309_453_116_320_188_416;

    /// <summary>Applies what is missing, one process at a time; returns the names of the migrations it applied.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await LockAsync(connection, "SELECT pg_advisory_lock($1)", stop);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
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

    /// <summary>Creates the role for programs that only read, or says why the database refused; null when all is well.</summary>
    public async Task<string?> EnsureReaderAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            DO $$
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'feedpipeline_reader') THEN
                    CREATE ROLE feedpipeline_reader NOLOGIN;
                END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END $$;
            GRANT USAGE ON SCHEMA public TO feedpipeline_reader;
            GRANT SELECT ON article, article_revision, sighting, feed, change TO feedpipeline_reader;
            """);
        try
        {
            await command.ExecuteNonQueryAsync(stop);
            return null;
        }
        catch (PostgresException refused)
        {
            return $"role feedpipeline_reader could not be made ({refused.MessageText}); programs that only read need a role of yours with SELECT on the tables";
        }
    }

    private static async Task LockAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = MigrationLock });
        await command.ExecuteNonQueryAsync(stop);
    }
}
