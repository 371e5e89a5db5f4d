using System.CommandLine;
using System.Globalization;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Polls;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Articles;

/// <summary><c>articles prune</c>.</summary>
internal static class PruneCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would go, feed by feed, and change nothing." };
        var command = new Command("prune", """
            Lets go of old articles now, as the worker does every night: Storing:KeepArticles, Storing:KeepArticlesPerFeed, and `feeds set NAME --keep`.
            What any feed lists, or listed within Storing:KeepUnlisted, stays. Each one that goes is an entry `deleted` of the change log.
            """) { dryRun };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var retention = verb.Get<ArticleRetention>();
            var isTried = verb.Parse.GetValue(dryRun);
            var pruned = isTried ? await retention.TryAsync(stop) : await retention.PruneAsync(stop);
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            var names = await db.FeedDefinitions.Select(feed => new { feed.Id, feed.Name }).ToDictionaryAsync(feed => feed.Id, feed => feed.Name, stop);
            Output.Rows(
                [.. pruned],
                verb.Json,
                ("feed", row => row.FeedId.ToString(CultureInfo.InvariantCulture)),
                ("name", row => names.GetValueOrDefault(row.FeedId, "-")),
                ("articles", row => row.Articles.ToString(CultureInfo.InvariantCulture)));
            Output.Say($"{(isTried ? "would delete" : "deleted")} {pruned.Sum(feed => feed.Articles)} articles");
            if (!isTried)
                Output.Say($"deleted {await verb.Get<LogRetention>().PruneAsync(stop)} rows of history");
            return ExitCode.Done;
        }));
        return command;
    }
}
