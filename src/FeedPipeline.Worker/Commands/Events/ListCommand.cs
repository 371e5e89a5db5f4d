using System.CommandLine;
using System.Globalization;
using FeedPipeline.Consumers;
using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Events;

/// <summary><c>events list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var all = new Option<bool>("--all") { Description = "Those that are over too." };
        var limit = ListOptions.Limit();
        var command = new Command("list", "Lists what an operator should know, the newest first.") { all, limit };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var closed = verb.Parse.GetValue(all);
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            var events = await db.Events.Where(happened => closed || happened.ClosedAt == null)
                .OrderByDescending(happened => happened.OpenedAt).Take(verb.Parse.GetValue(limit)).ToListAsync(stop);
            var names = await db.FeedDefinitions.ToDictionaryAsync(definition => definition.Id, definition => definition.Name, stop);
            Output.Rows(
                events,
                verb.Json,
                ("id", happened => happened.Id.ToString(CultureInfo.InvariantCulture)),
                ("opened", happened => Output.Time(happened.OpenedAt)),
                ("closed", happened => Output.Time(happened.ClosedAt)),
                ("feed", happened => happened.FeedId is { } feed ? names.GetValueOrDefault(feed, "-") : happened.WebhookId is { } webhook ? Webhook.Consumer(webhook) : "-"),
                ("kind", happened => TableNaming.Of(happened.Kind)),
                ("count", happened => happened.Count.ToString(CultureInfo.InvariantCulture)),
                ("detail", happened => happened.Detail));
            if (!verb.Json && !closed && await db.Events.CountAsync(happened => happened.ClosedAt != null, stop) is > 0 and var over)
                Output.Say(string.Create(CultureInfo.InvariantCulture, $"{over} more {(over == 1 ? "is" : "are")} over: --all"));
            return ExitCode.Done;
        }));
        return command;
    }
}
