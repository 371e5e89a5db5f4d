using System.CommandLine;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds remove FEED</c>.</summary>
internal static class RemoveCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var feed = FeedArguments.Feed();
        var command = new Command("remove", "Takes a feed out. Its articles and sightings stay, and adding its address again brings it back.") { feed };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var meant = await FeedArguments.FindAsync(verb, verb.Parse.GetRequiredValue(feed), stop);
            await verb.Get<FeedStore>().RemoveAsync(meant.Id, stop);
            Output.Say($"removed feed {meant.Id} \"{meant.Name}\"");
            return ExitCode.Done;
        }));
        return command;
    }
}
