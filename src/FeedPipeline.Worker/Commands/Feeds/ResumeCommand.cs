using System.CommandLine;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds resume FEED</c>.</summary>
internal static class ResumeCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var feed = FeedArguments.Feed();
        var command = new Command("resume", "Polls a paused feed again, at once.") { feed };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var meant = await FeedArguments.FindAsync(verb, verb.Parse.GetRequiredValue(feed), stop);
            await verb.Get<FeedStore>().ResumeAsync(meant.Id, stop);
            Output.Say($"resumed feed {meant.Id} \"{meant.Name}\"");
            return ExitCode.Done;
        }));
        return command;
    }
}
