using System.CommandLine;
using FeedPipeline.Configuring;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>schema</c>.</summary>
internal static class SchemaCommand
{
    /// <summary>The verb; it needs no database.</summary>
    public static Command Create()
    {
        var command = new Command("schema", "Prints the JSON schema of the files that `feedpipe apply` reads, for editors: `feedpipe schema > feeds.schema.json`, and `# yaml-language-server: $schema=feeds.schema.json` in the file.");
        command.SetAction(CommonOptions.Guarded(async (_, stop) =>
        {
            await Console.Out.WriteAsync((await FeedsSchema.TextAsync(stop)).AsMemory(), stop);
            return ExitCode.Done;
        }));
        return command;
    }
}
