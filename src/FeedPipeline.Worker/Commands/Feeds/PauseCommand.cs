using System.CommandLine;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds pause FEED</c>.</summary>
internal static class PauseCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var feed = FeedArguments.Feed();
        var command = new Command("pause", "Stops polling a feed until it is resumed.") { feed };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var meant = await FeedArguments.FindAsync(verb, verb.Parse.GetRequiredValue(feed), stop);
            await verb.Get<FeedStore>().PauseAsync(meant.Id, stop);
            Output.Say($"paused feed {meant.Id} \"{meant.Name}\"");
            return ExitCode.Done;
        }));
        return command;
    }
}
