using System.CommandLine;
using System.Reflection;
using FeedPipeline.Publishing;
using FeedPipeline.Storing.Documents;

namespace FeedPipeline.Worker.Commands.Documents;

/// <summary><c>documents export</c>.</summary>
internal static class ExportCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var which = new DocumentOptions();
        var output = new Option<string?>("--out") { Description = "A file to write, as a rule NAME.warc.gz. [default: standard output]", HelpName = "FILE" };
        var command = new Command("export", "Writes archived documents as a WARC 1.1 file (ISO 28500), one gzip member a record, the first used first.") { output };
        which.AddTo(command);
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var filter = await which.FilterAsync(verb, stop);
            await using var file = Open(verb.Parse.GetValue(output));
            var warc = new WarcWriter(file, $"feedpipe/{Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}");
            await warc.BeginAsync(TimeProvider.System.GetUtcNow(), stop);
            var (written, damaged) = (0, 0);
            await foreach (var document in verb.Get<DocumentArchive>().ReadAsync(filter, stop))
            {
                try
                {
                    await warc.WriteAsync(document, stop);
                    written++;
                }
                catch (InvalidDataException unreadable)
                {
                    Output.Say(unreadable.Message);
                    damaged++;
                }
            }

            Output.Say($"exported {written} documents");
            return damaged == 0 ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    private static Stream Open(string? path)
    {
        if (path is null)
            return Console.OpenStandardOutput();
        try
        {
            return File.Create(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--out {path}: {refused.Message}", ExitCode.Usage);
        }
    }
}
