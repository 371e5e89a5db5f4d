using System.Diagnostics;
using System.Globalization;
using FeedPipeline.Storing.PrivateServer;
using Npgsql;

namespace FeedPipeline.Storing.Backups;

/// <summary>PostgreSQL's own programs on a database of ours: where they are, and how they get in.</summary>
internal sealed class PostgresTools(string directory, NpgsqlConnectionStringBuilder connection)
{
    // The most that is kept of what they say.
    private const int MaxWords = 16_384;

    /// <summary>The newest that can be found, and of the server's version where there are several.</summary>
    /// <exception cref="BackupException">There are none, or they are older than the server.</exception>
    public static async Task<PostgresTools> FindAsync(NpgsqlDataSource database, PrivateServerOptions options, string connectionString, CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT current_setting('server_version_num')::int / 10000");
        var major = (int)(await command.ExecuteScalarAsync(stop))!;
        PostgresBinaries found;
        try
        {
            found = await PostgresBinaries.FindAsync(options, [major], stop);
        }
        catch (PrivateServerException missing)
        {
            throw new BackupException($"pg_dump, pg_restore and psql are needed: {missing.Message}");
        }

        if (found.Major < major)
            throw new BackupException($"pg_dump in {found.Directory} is version {found.Major}, but the server is {major}: install PostgreSQL {major}'s client programs, or set PrivateServer__BinDirectory");
        foreach (var program in (string[])["pg_dump", "pg_restore", "psql"])
        {
            if (!File.Exists(found[program]))
                throw new BackupException($"{found[program]} is missing: install PostgreSQL {major}'s client programs, or set PrivateServer__BinDirectory");
        }

        return new PostgresTools(found.Directory, new NpgsqlConnectionStringBuilder(connectionString));
    }

    /// <summary>Runs one to its end, however long that takes; what it prints goes to <paramref name="output"/>, its last words are the fault.</summary>
    /// <param name="program"><c>pg_dump</c> or <c>pg_restore</c>.</param>
    /// <param name="arguments">Without what says where the database is.</param>
    /// <param name="output">Takes standard output, line by line; null when nobody reads it.</param>
    /// <param name="said">Told each line of standard error.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="BackupException">It failed.</exception>
    public async Task RunAsync(string program, IReadOnlyList<string> arguments, Action<string>? output, Action<string>? said, CancellationToken stop)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        await EndedAsync([process], [EachAsync(process.StandardOutput, line => output?.Invoke(line), stop)], said, stop);
    }

    /// <summary>Runs two, the first of which writes what the second reads.</summary>
    /// <exception cref="BackupException">One of them failed.</exception>
    public async Task PipeAsync((string Program, IReadOnlyList<string> Arguments) from, (string Program, IReadOnlyList<string> Arguments) to, Action<string>? said, CancellationToken stop)
    {
        using var writer = Start(from.Program, from.Arguments);
        using var reader = Start(to.Program, to.Arguments);
        writer.StandardInput.Close();
        await EndedAsync([reader, writer], [PassAsync(writer, reader, stop), EachAsync(reader.StandardOutput, _ => { }, stop)], said, stop);
    }

    private Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(directory, program), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in Way())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task EndedAsync(Process[] processes, IEnumerable<Task> streams, Action<string>? said, CancellationToken stop)
    {
        var faults = new string?[processes.Length];
        try
        {
            await Task.WhenAll([.. streams, .. processes.Select((process, i) => EachAsync(process.StandardError, line =>
            {
                if (faults[i] is null || line.Contains("error:", StringComparison.OrdinalIgnoreCase))
                    faults[i] = line[..Math.Min(line.Length, MaxWords)];
                said?.Invoke(line);
            }, stop))]);
            foreach (var process in processes)
                await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            foreach (var process in processes)
                process.Kill();
            throw;
        }

        for (var i = 0; i < processes.Length; i++)
        {
            if (processes[i].ExitCode != 0)
                throw new BackupException($"{Path.GetFileName(processes[i].StartInfo.FileName)}: {faults[i]}");
        }
    }

    private static async Task PassAsync(Process writer, Process reader, CancellationToken stop)
    {
        try
        {
            await writer.StandardOutput.BaseStream.CopyToAsync(reader.StandardInput.BaseStream, stop);
            reader.StandardInput.Close();
        }
        catch (IOException)
        {
            // The reader has ended early, and says why.
            writer.Kill();
        }
    }

    /// <summary>By environment, so that no password stands in a list of processes.</summary>
    private Dictionary<string, string?> Way() => new()
    {
        ["PGHOST"] = connection.Host,
        ["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = connection.Username,
        ["PGPASSWORD"] = connection.Password,
        ["PGDATABASE"] = connection.Database ?? connection.Username,
        ["PGAPPNAME"] = "feedpipe backup",
        ["PGSSLMODE"] = connection.SslMode switch { SslMode.VerifyFull => "verify-full", SslMode.VerifyCA => "verify-ca", var mode => mode.ToString().ToLowerInvariant() },
        ["LC_ALL"] = "C",
    };

    private static async Task EachAsync(StreamReader reader, Action<string> each, CancellationToken stop)
    {
        while (await reader.ReadLineAsync(stop) is { } line)
            each(line);
    }
}

/// <summary>A backup that cannot be made or restored; the message is one line for the operator.</summary>
public sealed class BackupException(string message) : Exception(message);
