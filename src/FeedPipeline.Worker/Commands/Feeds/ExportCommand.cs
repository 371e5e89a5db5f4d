using System.CommandLine;
using FeedPipeline.Configuring;
using FeedPipeline.Flows.Applying;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds export</c>.</summary>
internal static class ExportCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var format = new Option<string>("--format") { Description = "opml for other readers and `feeds import`, or yaml, which is what `feedpipe export` prints.", DefaultValueFactory = _ => "opml" };
        format.AcceptOnlyFromAmong("opml", "yaml");
        var command = new Command("export", "Prints all feeds as OPML, in the folders of their first labels.") { format };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            if (verb.Parse.GetValue(format) == "yaml")
                return await Commands.ExportCommand.PrintAsync(verb, stop);
            Console.Out.WriteLine(Opml.Write(await verb.Get<Declaring>().FeedsAsync(stop)));
            return ExitCode.Done;
        }));
        return command;
    }
}
