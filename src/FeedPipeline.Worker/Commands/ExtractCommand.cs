using System.CommandLine;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>extract PATH…</c>.</summary>
internal static class ExtractCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var inputs = new InputFiles();
        var command = new Command("extract", "Reads seed-format text files (*.txt, *.txt.gz) and prints one JSON line each. Needs no database.");
        inputs.AddTo(command);
        return command;
    }
}
