using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace FeedPipeline.Storing.PrivateServer;

/// <summary>How a command ended; a null status means that it was ended because its time was up.</summary>
internal sealed record CommandOutcome(int? Status, string Output)
{
    private static readonly string[] Marks = ["FATAL:", "PANIC:", "error:"];

    public bool Succeeded => Status == 0;

    /// <summary>The line that says what went wrong.</summary>
    public string Complaint => Status is null ? "it took too long" : ComplaintIn(Output) ?? $"it ended with status {Status} and said nothing";

    /// <summary>
    /// The first line that PostgreSQL marks as an error, after the log line before it, which often holds the cause; else the last line;
    /// null when there is none.
    /// </summary>
    public static string? ComplaintIn(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Unstamped).ToArray();
        return Array.FindIndex(lines, IsError) switch
        {
            > 0 and var error when lines[error - 1].StartsWith("LOG:", StringComparison.Ordinal) => $"{lines[error - 1]}; {lines[error]}",
            >= 0 and var error => lines[error],
            _ => lines.LastOrDefault(),
        };
    }

    private static bool IsError(string line) => Marks.Any(mark => line.Contains(mark, StringComparison.Ordinal));

    /// <summary>A line of the server's log without time and process number.</summary>
    private static string Unstamped(string line) =>
        line.Length > 0 && char.IsAsciiDigit(line[0]) && line.IndexOf("] ", StringComparison.Ordinal) is > 0 and var end ? line[(end + 2)..] : line;
}

/// <summary>Runs one program to its end: never through a shell, with bounded output and bounded time.</summary>
internal static class Command
{
    /// <summary>The status that shells give for a program that cannot be executed.</summary>
    public const int NotExecutable = 127;

    private const int MaxOutputChars = 16_384;

    public static async Task<CommandOutcome> RunAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken stop)
    {
        using var process = new Process { StartInfo = StartInfo(program, arguments) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new(NotExecutable, $"error: {program}: {e.Message}");
        }

        process.StandardInput.Close();
        using var timeUp = new CancellationTokenSource(limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, stop);
        try
        {
            var output = TailAsync(process.StandardOutput, either.Token);
            var errors = TailAsync(process.StandardError, either.Token);
            await process.WaitForExitAsync(either.Token);
            return new(process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            // The program alone: a server that pg_ctl has just started is its child, and must not be killed with it.
            process.Kill();
            stop.ThrowIfCancellationRequested();
            return new(null, "");
        }
    }

    private static ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            // A directory that every user may enter, unlike ours: initdb and pg_ctl complain otherwise.
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // PGDATA, PGPORT and their kin in the operator's shell are meant for other servers.
        var foreign = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key)
            .Where(name => name.StartsWith("PG", StringComparison.Ordinal));
        foreach (var name in foreign)
            start.Environment.Remove(name);

        // What the programs say is read for errors, in English.
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static async Task<string> TailAsync(StreamReader reader, CancellationToken stop)
    {
        var tail = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, stop) is > 0 and var count)
        {
            tail.Append(buffer, 0, count);
            if (tail.Length > MaxOutputChars)
                tail.Remove(0, tail.Length - MaxOutputChars);
        }

        return tail.ToString();
    }
}
