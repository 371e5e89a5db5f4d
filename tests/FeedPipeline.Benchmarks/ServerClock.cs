using System.Globalization;
using Npgsql;

namespace FeedPipeline.Benchmarks;

/// <summary>Processor time of a PostgreSQL server: its first process and all that it started, from /proc.</summary>
internal sealed class ServerClock(int postmaster)
{
    /// <summary>Of the server that this database is on, which must be on this machine.</summary>
    public static async Task<ServerClock> OfAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("SHOW data_directory");
        var lines = await File.ReadAllLinesAsync(Path.Combine((string)(await command.ExecuteScalarAsync())!, "postmaster.pid"));
        return new ServerClock(int.Parse(lines[0], CultureInfo.InvariantCulture));
    }

    /// <summary>Of all processes that live, to the nanosecond, and of those that have ended.</summary>
    public TimeSpan Total()
    {
        long nanoseconds = 0;
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && (id == postmaster || Parent(process) == postmaster))
                nanoseconds += Running(process);
        }

        var ended = Stat($"/proc/{postmaster}");
        return TimeSpan.FromTicks(nanoseconds / 100) + TimeSpan.FromMilliseconds(10 * (Number(ended[13]) + Number(ended[14])));
    }

    private static long Running(string process)
    {
        try
        {
            return Number(File.ReadAllText(Path.Combine(process, "schedstat")).Split(' ')[0]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int Parent(string process)
    {
        try
        {
            return (int)Number(Stat(process)[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // From the state on, which follows the name in parentheses.
    private static string[] Stat(string process)
    {
        var stat = File.ReadAllText(Path.Combine(process, "stat"));
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
