using System.CommandLine;
using FeedPipeline.Polling;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

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
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            var kept = await db.Quarantine.FirstOrDefaultAsync(kept => kept.Id == wanted && kept.ReleasedAt == null, stop)
                ?? throw new CommandException($"there is no item {wanted} in quarantine: `feedpipe quarantine list` shows all");
            var claim = await verb.Get<DueFeeds>().ClaimAsync(kept.FeedId, verb.Get<IOptions<PollingOptions>>().Value.Lease, stop)
                ?? throw new CommandException("its feed is being polled by another process, or was removed: try again, or add the feed again first");
            await verb.Get<Pipeline>().ReleaseAsync(claim, kept, stop);
            Output.Say($"released item {wanted} into the article table");
            return ExitCode.Done;
        }));
        return command;
    }
}
