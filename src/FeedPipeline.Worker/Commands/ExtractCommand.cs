using System.CommandLine;
using System.Globalization;
using System.Text;
using FeedPipeline.Documents;
using FeedPipeline.Normalizing;
using FeedPipeline.Storing;

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
        var command = new Command("extract", "Reads seed-format text files (*.txt, *.txt.gz) and prints one JSON line each. Needs no database.") { format, output };
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
                var text = SeedText.Write(Article(file, InputFiles.ReadAllBytes(file.Path)).ToArticle());
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

    private static string TextName(InputFile file) => Unpacked(file.Name);

    private static string Unpacked(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;

    private static object Line(InputFile file, byte[] bytes)
    {
        if (!Unpacked(file.Path).EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
        {
            var page = FeedPipeline.Extracting.ArticleExtractor.Extract(new FetchedDocument { Body = bytes, Url = file.Transport.Url, Charset = file.Transport.Charset, ContentLanguage = file.Transport.ContentLanguage }, PageHints.None, new FeedPipeline.Extracting.ExtractingOptions());
            return new { Path = file.Shown, Headline = page.Headline?.Text, Dek = page.Dek?.Text, Byline = page.Authors, Published = page.Published is { } d ? (d.Date.At + (d.Date.Offset ?? TimeSpan.Zero)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null, PS = page.Published?.Source, LeadImage = page.ImageUrl?.Text, Caption = page.ImageCaption?.Text, Credit = page.ImageCredit?.Text, Sources = new { h = page.Headline?.Source, d = page.Dek?.Source, b = page.Byline?.Source, i = page.ImageUrl?.Source, c = page.ImageCaption?.Source }, Body = page.Body.Select(block => block.Text), Source = page.BodySource, page.Furniture };
        }

        var article = Article(file, bytes);
        return new
        {
            Path = file.Shown,
            article.Headline,
            article.Dek,
            Byline = article.Authors,
            Published = article.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Precision = article.Published is null ? null : TableNaming.Of(DatePrecision.Day),
            Modified = (string?)null,
            LeadImage = (string?)null,
            Caption = (string?)null,
            Credit = article.PhotoCredit,
            Body = article.Paragraphs,
            Language = (string?)null,
            CanonicalUrl = (string?)null,
            Section = (string?)null,
            Tags = Array.Empty<string>(),
            article.Furniture,
            Access = "free",
        };
    }

    /// <exception cref="InvalidDataException">It is not seed-format text.</exception>
    private static SeedArticle Article(InputFile file, byte[] bytes)
    {
        if (!Unpacked(file.Path).EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException("not a seed-format text (*.txt or *.txt.gz); article pages are not read by this version");
        return SeedText.Read(Encoding.UTF8.GetString(bytes)) ?? throw new InvalidDataException("the text is empty");
    }
}
