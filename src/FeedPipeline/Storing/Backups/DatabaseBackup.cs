using System.Globalization;
using FeedPipeline.Storing.PrivateServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FeedPipeline.Storing.Backups;

/// <summary>A whole database as one file in pg_dump's custom format, and back again.</summary>
/// <remarks>Quartz keeps nothing that is not made anew at every start, so its schema stays out. Credentials stay sealed: their key is a file, and not in the backup.</remarks>
public sealed class DatabaseBackup(NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts, IOptions<PrivateServerOptions> options)
{
    /// <summary>Who works on the database, other than this process and those who look.</summary>
    private const string Working = """
        SELECT count(DISTINCT pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND application_name = 'feedpipe quartz'
        """;

    /// <summary>What a backup is restored into. Roles belong to the server, so the one that its grants name may be missing.</summary>
    private const string Emptied = $"""
        DROP SCHEMA IF EXISTS quartz CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC;
        DO $$ BEGIN CREATE ROLE {Schema.Reader} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
        """;

    /// <summary>Writes a backup to this file; verified, and there as a whole or not at all.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="path">Replaced when it is there.</param>
    /// <param name="told">Told each table that is reached.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Bytes of the file, and the number of tables in it.</returns>
    /// <exception cref="BackupException">It could not be made.</exception>
    public async Task<(long Bytes, int Tables)> WriteAsync(string connectionString, string path, Action<string> told, CancellationToken stop)
    {
        var tools = await PostgresTools.FindAsync(database, options.Value, connectionString, stop);
        var unfinished = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.part");
        try
        {
            // Ours, and not for everybody: articles may be licensed, and it has sealed credentials.
            var ours = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                ours.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var made = new FileStream(unfinished, ours))
                await made.FlushAsync(stop);
            await tools.RunAsync("pg_dump", ["--format=custom", "--no-owner", "--verbose", "--exclude-schema=quartz", "--file", unfinished], null, line => Tell(line, "dumping contents of table ", told), stop);
            var tables = 0;
            await tools.RunAsync("pg_restore", ["--list", unfinished], line => tables += line.Contains(" TABLE DATA ", StringComparison.Ordinal) ? 1 : 0, null, stop);
            if (tables == 0)
                throw new BackupException($"{path}: the backup holds no table; it was not kept");
            await using (var whole = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
                whole.Flush(flushToDisk: true);
            File.Move(unfinished, path, overwrite: true);
            return (new FileInfo(path).Length, tables);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{path}: {refused.Message}");
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>How many workers are at work on the database.</summary>
    public async Task<long> WorkersAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Working);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Whether there is anything that a restore would have to take away.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p'))");
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Puts a backup in the place of what is there, in one transaction: all of it, or nothing has happened.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="path">What <see cref="WriteAsync"/> wrote.</param>
    /// <param name="told">Told each table that is reached.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="BackupException">It is none of ours, newer than this program, or cannot be restored.</exception>
    public async Task RestoreAsync(string connectionString, string path, Action<string> told, CancellationToken stop)
    {
        if (!File.Exists(path))
            throw new BackupException($"{path}: there is no such file");
        var tools = await PostgresTools.FindAsync(database, options.Value, connectionString, stop);
        await CheckAsync(tools, path, stop);
        await tools.PipeAsync(
            ("pg_restore", ["--no-owner", "--verbose", "--file=-", path]),
            ("psql", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--command", Emptied, "--file=-"]),
            line => Tell(line, "processing data for table ", told), stop);
        // Other connections remember tables that are no more.
        NpgsqlConnection.ClearAllPools();
        await using var analyze = database.CreateCommand("ANALYZE");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The migrations that a backup has are read from it, before anything is touched.</summary>
    private async Task CheckAsync(PostgresTools tools, string path, CancellationToken stop)
    {
        List<string> applied = [];
        await tools.RunAsync("pg_restore", ["--data-only", "--table=__EFMigrationsHistory", "--file=-", path], line =>
        {
            if (line.Split('\t') is [{ Length: > 15 } migration, _] && char.IsAsciiDigit(migration[0]))
                applied.Add(migration);
        }, null, stop);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if (applied.Count == 0)
            throw new BackupException($"{path}: this is no backup of FeedPipeline");
        if (applied.Find(migration => !known.Contains(migration)) is { } newer)
            throw new BackupException($"{path}: the backup is newer than this program, which does not know {newer}; restore it with the version that wrote it");
    }

    private static void Tell(string line, string mark, Action<string> told)
    {
        if (line.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at)
            told(line[(at + mark.Length)..].Trim('"'));
    }
}
