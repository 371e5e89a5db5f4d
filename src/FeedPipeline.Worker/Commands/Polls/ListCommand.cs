using System.CommandLine;
using System.Globalization;
using FeedPipeline.Polls;
using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Polls;

/// <summary><c>polls list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var feed = new Option<string?>("--feed") { Description = "Only polls of this feed: name, id or URL." };
        var outcome = new Option<string?>("--outcome") { Description = "Only polls that ended so." };
        outcome.AcceptOnlyFromAmong([.. Enum.GetValues<PollOutcome>().Select(TableNaming.Of)]);
        var since = ListOptions.Since();
        var limit = ListOptions.Limit();
        var command = new Command("list", "Lists the latest polls, the last one first.") { feed, outcome, since, limit };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var feedId = verb.Parse.GetValue(feed) is { } meant ? (await FeedArguments.FindAsync(verb, meant, stop)).Id : (long?)null;
            var ended = verb.Parse.GetValue(outcome) is { } name ? TableNaming.Parse<PollOutcome>(name) : null;
            var from = verb.Parse.GetValue(since)?.ToUniversalTime();
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            var polls = await db.Polls
                .Where(poll => (feedId == null || poll.FeedId == feedId) && (ended == null || poll.Outcome == ended) && (from == null || poll.LastAt >= from))
                .OrderByDescending(poll => poll.LastAt).ThenByDescending(poll => poll.Id).Take(verb.Parse.GetValue(limit)).ToListAsync(stop);
            var names = await db.FeedDefinitions.ToDictionaryAsync(definition => definition.Id, definition => definition.Name, stop);
            Output.Rows(
                polls,
                verb.Json,
                ("at", poll => Output.Time(poll.LastAt)),
                ("feed", poll => names.GetValueOrDefault(poll.FeedId, poll.FeedId.ToString(CultureInfo.InvariantCulture))),
                ("outcome", poll => TableNaming.Of(poll.Outcome)),
                ("count", poll => poll.Count.ToString(CultureInfo.InvariantCulture)),
                ("status", poll => poll.HttpStatus?.ToString(CultureInfo.InvariantCulture) ?? "-"),
                ("items", poll => poll.Items.ToString(CultureInfo.InvariantCulture)),
                ("new", poll => poll.New.ToString(CultureInfo.InvariantCulture)),
                ("revised", poll => poll.Revised.ToString(CultureInfo.InvariantCulture)),
                ("ms", poll => poll.ElapsedMs.ToString(CultureInfo.InvariantCulture)),
                ("detail", poll => poll.Detail));
            return ExitCode.Done;
        }));
        return command;
    }
}
