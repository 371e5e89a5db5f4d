using System.CommandLine;
using System.Text;
using FeedPipeline.Articles;
using FeedPipeline.Normalizing;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>extract PATH…</c>.</summary>
internal static class ExtractCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var inputs = new InputFiles();
        var format = new Option<string>("--format") { Description = "json (one line a file) or text (the seed article format).", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "text");
        var output = new Option<string?>("--out") { Description = "With --format text: a directory for several texts, named like the files they come from.", HelpName = "DIR" };
        var command = new Command("extract", "Reads article pages (HTML) and seed-format text files (*.txt, *.txt.gz) and prints one JSON line each. Needs no database.") { format, output };
        inputs.AddTo(command);
        command.SetAction(CommonOptions.Guarded((parse, _) =>
        {
            var files = inputs.Find(parse);
            return Task.FromResult(parse.GetValue(format) == "json" ? InputFiles.Print(files, Line) : WriteTexts(files, parse.GetValue(output)));
        }));
        return command;
    }

    private static int WriteTexts(IReadOnlyList<InputFile> files, string? directory)
    {
        if (directory is null && files.Count != 1)
            throw new CommandException("--format text prints one text: name one file, or a directory for several with --out DIR", ExitCode.Usage);
        if (files.GroupBy(TextName).FirstOrDefault(same => same.Count() > 1) is { } same)
            throw new CommandException($"--out {directory}: {same.Count()} files would be written as {same.Key}", ExitCode.Usage);

        var written = 0;
        foreach (var file in files)
        {
            try
            {
                var text = SeedText.Write(Article(file, InputFiles.ReadAllBytes(file.Path)));
                Print(text, directory is null ? null : Path.Combine(directory, TextName(file)));
                written++;
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                Output.Say($"{file.Shown}: {unreadable.Message}");
            }
        }

        return written > 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Print(string text, string? path)
    {
        if (path is null)
        {
            Console.Out.Write(text);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static string TextName(InputFile file) => IsSeed(file) ? Unpacked(file.Name) : Path.ChangeExtension(Unpacked(file.Name), ".txt");

    private static string Unpacked(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;

    private static object Line(InputFile file, byte[] bytes) => IsSeed(file) ? ExtractedLine.OfSeed(file, Seed(bytes)) : ExtractedLine.OfPage(file, bytes);

    private static bool IsSeed(InputFile file) => Unpacked(file.Path).EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="InvalidDataException">It is empty.</exception>
    private static SeedArticle Seed(byte[] bytes) => SeedText.Read(Encoding.UTF8.GetString(bytes)) ?? throw new InvalidDataException("the text is empty");

    private static Article Article(InputFile file, byte[] bytes) => IsSeed(file) ? Seed(bytes).ToArticle() : PageArticle.Of(ExtractedLine.ReadPage(file, bytes));
}
