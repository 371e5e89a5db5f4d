using System.CommandLine;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Deduplicating.Copies;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>compare FILE.jsonl</c>.</summary>
internal static class CompareCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("file")
        {
            Description = "NDJSON lines {\"id\", \"title\", \"text\", \"published\", \"url\"}; - is standard input, *.gz is unpacked.",
        };
        var command = new Command("compare", "Groups texts that are copies of one another: prints one JSON line for each line read. Needs no database.") { file };
        command.SetAction(CommonOptions.Guarded((parse, stop) =>
        {
            var options = common.Settings(parse).Checked<DeduplicatingOptions>();
            using var input = Open(parse.GetRequiredValue(file));
            using var output = Console.OpenStandardOutput();
            return Task.FromResult(Compare(input, output, options, stop));
        }));
        return command;
    }

    /// <summary>Reads all lines, keeps a sketch of each, then prints: the last line may be the oldest. Failed when there were lines, but none could be used.</summary>
    internal static int Compare(Stream input, Stream output, DeduplicatingOptions options, CancellationToken stop)
    {
        var texts = new List<SketchedText>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = new List<ComparedLine>();
        try
        {
            foreach (var line in NdjsonLines.Read(input).AsParallel().AsOrdered().WithCancellation(stop).WithMergeOptions(ParallelMergeOptions.NotBuffered)
                .Select(line => ComparedLine.Read(line, options)))
            {
                var usable = line;
                if (line is { Id: { } id, Text: { } text })
                {
                    if (numbers.TryAdd(id, line.Number))
                        texts.Add(text);
                    else
                        usable = line with { Text = null, Error = $"line {line.Number}: its id stands on line {numbers[id]} already" };
                }

                lines.Add(usable);
            }
        }
        catch (AggregateException several) when (several.InnerException is IOException or InvalidDataException)
        {
            throw new CommandException($"the input cannot be read to its end: {several.InnerException.Message}");
        }

        Print(output, lines, Grouped(texts, options));
        return lines.Count == 0 || numbers.Count > 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>As they would have arrived: by date, those without one after the line before them.</summary>
    private static CopyGroups Grouped(List<SketchedText> texts, DeduplicatingOptions options)
    {
        var groups = new CopyGroups(options);
        var date = DateTimeOffset.MinValue;
        foreach (var text in texts.Select(text => (Text: text, At: date = text.PublishedAt ?? date)).ToList().OrderBy(text => text.At))
            groups.Add(text.Text);
        return groups;
    }

    private static Stream Open(string path)
    {
        if (path == "-")
            return Console.OpenStandardInput();
        try
        {
            var file = File.OpenRead(path);
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(unreadable.Message);
        }
    }

    private static void Print(Stream output, List<ComparedLine> lines, CopyGroups groups)
    {
        var ids = lines.Where(line => line.Text is not null).ToDictionary(line => line.Text!.Id, line => line.Id!);
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 65536) { NewLine = "\n" };
        foreach (var line in lines)
        {
            var copyOf = line.Text is { } text && groups.CopyOf(text.Id) is { } original ? ids[original] : "null";
            var related = line.Text is null ? "" : string.Join(',', groups.Related(line.Text.Id).Select(other => ids[other]));
            var error = line.Error is null ? "" : ",\"error\":" + JsonSerializer.Serialize(line.Error, TableJson.Options);
            writer.WriteLine($"{{\"id\":{line.Id ?? "null"},\"copy_of\":{copyOf},\"related\":[{related}]{error}}}");
        }
    }
}
