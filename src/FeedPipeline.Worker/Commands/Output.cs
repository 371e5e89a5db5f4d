using System.Globalization;
using System.Text.Json;
using FeedPipeline.Flows.Checking;
using FeedPipeline.Storing;
using Spectre.Console;

namespace FeedPipeline.Worker.Commands;

/// <summary>Data on standard output: a table for people, NDJSON for programs.</summary>
internal static class Output
{
    private const int WideEnough = 4000;

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

        var table = new Table().Border(TableBorder.None);
        foreach (var (title, _) in columns)
            table.AddColumn(new TableColumn(title.ToUpperInvariant()) { NoWrap = true });
        foreach (var row in rows)
            table.AddRow([.. columns.Select(column => new Text(Plain(column.Cell(row)), Style.Plain))]);
        Terminal().Write(table);
    }

    /// <summary>What was looked at, with a mark for each: what is wrong stands out.</summary>
    public static void Findings(IEnumerable<(string Check, Grade Grade, string Says)> findings)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn(new TableColumn("") { NoWrap = true }).AddColumn(new TableColumn("") { NoWrap = true }).AddColumn("");
        foreach (var (check, grade, says) in findings)
            table.AddRow(new Text(check), grade switch { Grade.Good => new Text("ok", Color.Green), Grade.Note => new Text("note", Color.Yellow), _ => new Text("!!", Color.Red) }, new Text(Plain(says)));
        Terminal().Write(table);
    }

    /// <summary>A line across, with a title.</summary>
    public static void Rule(string title)
    {
        if (Console.IsOutputRedirected)
            Console.Out.WriteLine($"--- {title}");
        else
            Terminal().Write(new Rule(Markup.Escape(title)) { Justification = Justify.Left, Style = Style.Parse("dim") });
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

    private static bool HasColours => Environment.GetEnvironmentVariable("NO_COLOR") is not { Length: > 0 };

    private static IAnsiConsole Terminal()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = HasColours && !Console.IsOutputRedirected ? AnsiSupport.Detect : AnsiSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        if (Console.IsOutputRedirected)
            console.Profile.Width = WideEnough;
        return console;
    }
}
