using System.CommandLine;
using System.Globalization;
using FeedPipeline.Configuring;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var tag = new Option<string?>("--tag") { Description = "Only feeds with this label." };
        var command = new Command("list", "Lists the feeds and how they fare.") { tag };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            var label = verb.Parse.GetValue(tag);
            var feeds = await db.FeedStatuses.Where(feed => label == null || feed.Tags.Contains(label)).OrderBy(feed => feed.Id).ToListAsync(stop);
            if (feeds.Count == 0 && label is not null)
                await HintAsync(db, label, stop);
            Output.Rows(
                feeds,
                verb.Json,
                ("id", feed => feed.Id.ToString(CultureInfo.InvariantCulture)),
                ("name", feed => feed.Name),
                ("schedule", feed => feed.Schedule),
                ("last poll", feed => Output.When(feed.LastPollAt)),
                ("outcome", feed => feed.LastOutcome ?? "-"),
                ("fresh", Freshly.Of),
                ("due", feed => feed.DueAt is null ? feed.DueReason : Output.When(feed.DueAt)),
                ("url", feed => feed.Url));
            if (!verb.Json && label is null && feeds.Count > 0)
                Output.Say(Freshly.Of(await verb.Get<FreshnessReport>().ReadAsync(Freshly.LastArticles, stop)));
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task HintAsync(FeedPipelineDb db, string label, CancellationToken stop)
    {
        var labels = (await db.FeedDefinitions.Where(feed => feed.RemovedAt == null && feed.Tags.Count > 0).Select(feed => feed.Tags).ToListAsync(stop)).SelectMany(tags => tags).Distinct(StringComparer.Ordinal);
        Output.Say($"no feed has the label \"{label}\"{(Nearest.Of(label, labels) is { } near ? $", did you mean \"{near}\"?" : "")}");
    }
}
