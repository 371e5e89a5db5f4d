using System.Globalization;
using System.Text.Json;
using FeedPipeline.Flows.Checking;
using FeedPipeline.Storing;
using Spectre.Console;

namespace FeedPipeline.Worker.Commands;

/// <summary>Data on standard output: a table for people, NDJSON for programs. Colours and a limited width on a terminal only.</summary>
internal static class Output
{
    private const int WideEnough = 1_000_000;

    private static readonly Style Faint = new(decoration: Decoration.Dim);

    /// <summary>Columns whose words are coloured.</summary>
    private static readonly string[] Tinted = ["outcome", "state"];

    /// <summary>Words that need no look; all others in those columns do.</summary>
    private static readonly string[] Calm = ["stored", "unchanged", "not_modified", "active", "wanted", "asked", "-", ""];

    private static bool HasColours => Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };

    /// <summary>One object, one line.</summary>
    public static void Json<T>(T row) => Console.Out.WriteLine(JsonSerializer.Serialize(row, TableJson.Options));

    /// <summary>Rows as a table, or one object a line.</summary>
    public static void Rows<T>(IReadOnlyCollection<T> rows, bool json, params (string Title, Func<T, string?> Cell)[] columns)
    {
        if (json)
        {
            foreach (var row in rows)
                Json(row);
            return;
        }

        List<IReadOnlyList<string>> cells =
        [
            [.. columns.Select(column => column.Title.ToUpperInvariant())],
            .. rows.Select(row => columns.Select(column => Plain(column.Cell(row))).ToList()),
        ];
        var number = 0;
        Write(cells, (text, column) => number++ < columns.Length ? Faint : Tint(columns[column].Title, text));
    }

    /// <summary>What was looked at, with a mark for each: what is wrong stands out.</summary>
    public static void Findings(IEnumerable<(string Check, Grade Grade, string Says)> findings) => Write(
        [.. findings.Select(finding => new[] { finding.Check, finding.Grade switch { Grade.Good => "ok", Grade.Note => "note", _ => "!!" }, Plain(finding.Says) })],
        (text, column) => column != 1 ? Style.Plain : text.Trim() switch { "ok" => new Style(Color.Green), "!!" => new Style(Color.Red), _ => new Style(Color.Yellow) });

    /// <summary>One line; in colour where that can be seen.</summary>
    public static void Line(string line, Color? colour = null)
    {
        if (colour is { } seen && !Console.IsOutputRedirected)
            Terminal().Write(new Text(Plain(line) + Environment.NewLine, seen));
        else
            Console.Out.WriteLine(Plain(line));
    }

    /// <summary>A line across, with a title.</summary>
    public static void Rule(string title)
    {
        if (Console.IsOutputRedirected)
            Console.Out.WriteLine($"--- {title}");
        else
            Line($"── {title}", Color.Grey);
    }

    /// <summary>The terminal behind standard error.</summary>
    public static IAnsiConsole Words() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = HasColours && !Console.IsErrorRedirected ? AnsiSupport.Detect : AnsiSupport.No,
        Out = new AnsiConsoleOutput(Console.Error),
    });

    /// <summary>Words for people, on standard error.</summary>
    public static void Say(string line) => Console.Error.WriteLine(Plain(line));

    /// <summary>What strangers wrote, without anything that could steer a terminal.</summary>
    public static string Plain(string? text) =>
        text is null ? string.Empty : string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character));

    /// <summary>A time for people, in UTC.</summary>
    public static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A time as far as it is from now, where people look; the time itself in a pipe.</summary>
    public static string When(DateTimeOffset? at)
    {
        if (Console.IsOutputRedirected || at is not { } time)
            return Time(at);
        var away = time - TimeProvider.System.GetUtcNow();
        var words = away.Duration() switch
        {
            { TotalDays: >= 1 } far => string.Create(CultureInfo.InvariantCulture, $"{(int)far.TotalDays}d {far.Hours}h"),
            { TotalHours: >= 1 } hours => string.Create(CultureInfo.InvariantCulture, $"{hours.Hours}h {hours.Minutes}m"),
            { TotalMinutes: >= 1 } minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes.Minutes}m"),
            var seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds.Seconds}s"),
        };
        return away > TimeSpan.Zero ? $"in {words}" : $"{words} ago";
    }

    private static void Write(IReadOnlyList<IReadOnlyList<string>> cells, Func<string, int, Style> style)
    {
        if (Console.IsOutputRedirected)
        {
            foreach (var line in TextTable.Lines(cells, width: null))
                Console.Out.WriteLine(string.Concat(line.Select(piece => piece.Text)));
            return;
        }

        var terminal = Terminal();
        var width = AnsiConsole.Profile.Width;
        foreach (var line in TextTable.Lines(cells, width))
        {
            foreach (var (text, column) in line)
                terminal.Write(new Text(text, style(text, column)));
            terminal.WriteLine();
        }
    }

    private static Style Tint(string title, string text) =>
        !Tinted.Contains(title, StringComparer.Ordinal) ? Style.Plain : new Style(Calm.Contains(text.Trim(), StringComparer.Ordinal) ? Color.Green : Color.Red);

    private static IAnsiConsole Terminal()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = HasColours && !Console.IsOutputRedirected ? AnsiSupport.Detect : AnsiSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        // Lines are as long as they are meant to be: the library must not break them.
        console.Profile.Width = WideEnough;
        return console;
    }
}
