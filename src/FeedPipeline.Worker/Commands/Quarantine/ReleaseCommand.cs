using System.CommandLine;
using FeedPipeline.Flows;

namespace FeedPipeline.Worker.Commands.Quarantine;

/// <summary><c>quarantine release ID</c>.</summary>
internal static class ReleaseCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = new Argument<long>("id") { Description = "Id of the item in quarantine." };
        var command = new Command("release", "Takes an item of the quarantine into the article table, whatever kept it out.") { id };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var wanted = verb.Parse.GetRequiredValue(id);
            var problem = await verb.Get<Releases>().ReleaseAsync(wanted, stop) switch
            {
                Release.Missing => $"there is no item {wanted} in quarantine: `feedpipe quarantine list` shows all",
                Release.Busy => "its feed is being polled by another process, or was removed: try again, or add the feed again first",
                _ => null,
            };
            if (problem is not null)
                throw new CommandException(problem);
            Output.Say($"released item {wanted} into the article table");
            return ExitCode.Done;
        }));
        return command;
    }
}
