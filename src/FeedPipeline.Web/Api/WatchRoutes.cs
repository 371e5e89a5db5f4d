using FeedPipeline.Articles;
using FeedPipeline.Events;
using FeedPipeline.Flows;
using FeedPipeline.Polls;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Polls;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Api;

/// <summary>What operators look at: polls, hosts, events and the quarantine.</summary>
internal static class WatchRoutes
{
    private const int LastArticles = 2_000;

    /// <summary>Lists, and what can be done about their rows.</summary>
    public static void MapWatching(this IEndpointRouteBuilder api)
    {
        api.Reads("/polls", PollsAsync, "listPolls", "Lists attempts to fetch feeds, the last one first.", Lists.Feed, Lists.Outcome, Lists.Since, Lists.Limit, Cursor.Parameter)
            .Answers<Listed<Poll>>(Answers.Json, Answers.Ndjson).Refuses(StatusCodes.Status406NotAcceptable);
        api.Reads("/hosts", HostsAsync, "listHosts", "Lists the hosts that are polled, the most asked first, and what that costs them.", Lists.Since, Lists.Limit)
            .Answers<Listed<HostUse>>(Answers.Json);
        api.Reads("/freshness", FreshnessAsync, "showFreshness", "Says how long after their publication the last 2,000 articles of all feeds were first seen, and how many of them within their feed's target.")
            .Answers<FreshnessSummary>(Answers.Json);
        api.Reads("/events", EventsAsync, "listEvents", "Lists what an operator should know, the newest first.", Lists.Feed, Lists.All, Lists.Limit, Cursor.Parameter)
            .Answers<Listed<Event>>(Answers.Json, Answers.Ndjson).Refuses(StatusCodes.Status406NotAcceptable);
        api.Changes(HttpMethods.Post, "/events/{id:long}/close", CloseAsync, "closeEvent", "Closes an event. It opens again when its cause is noticed again.")
            .Answers<Event>(Answers.Json).Refuses(StatusCodes.Status404NotFound);
        api.Reads("/quarantine", QuarantineAsync, "listQuarantine", "Lists the items that are kept out of the article table, with their reasons.", Lists.Feed, Lists.All, Lists.Limit, Cursor.Parameter)
            .Answers<Listed<Quarantined>>(Answers.Json, Answers.Ndjson).Refuses(StatusCodes.Status406NotAcceptable);
        api.Changes(HttpMethods.Post, "/quarantine/{id:long}/release", ReleaseAsync, "releaseItem", "Takes an item of the quarantine into the article table, whatever kept it out.")
            .Answers<Quarantined>(Answers.Json).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task PollsAsync(HttpContext context, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        IQueryable<Poll> polls = db.Polls;
        if (context.Value<long?>(Lists.Feed) is { } feed)
            polls = polls.Where(poll => poll.FeedId == feed);
        if (context.Value<string>(Lists.Outcome) is { } name && TableNaming.Parse<PollOutcome>(name) is { } outcome)
            polls = polls.Where(poll => poll.Outcome == outcome);
        if (context.Value<DateTimeOffset?>(Lists.Since) is { } since)
            polls = polls.Where(poll => poll.LastAt >= since);
        if (context.After() is var (at, id))
            polls = polls.Where(poll => EF.Functions.LessThan(ValueTuple.Create(poll.LastAt, poll.Id), ValueTuple.Create(at, id)));
        var found = await polls.OrderByDescending(poll => poll.LastAt).ThenByDescending(poll => poll.Id).Take(context.Count() + 1).ToListAsync(stop);
        await Answers.ManyAsync(context, found, poll => new ListPlace(poll.LastAt, poll.Id));
    }

    private static async Task HostsAsync(HttpContext context, HostReport hosts, CancellationToken stop) =>
        await Answers.AllAsync(context, await hosts.ReadAsync(context.Value<DateTimeOffset?>(Lists.Since), context.Count(), stop));

    private static async Task FreshnessAsync(HttpContext context, FreshnessReport freshness, CancellationToken stop) =>
        await Answers.OneOrNoneAsync(context, await freshness.ReadAsync(LastArticles, stop), "freshness", 0);

    private static async Task EventsAsync(HttpContext context, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var all = context.Value<string>(Lists.All) == "true";
        var events = db.Events.Where(happened => all || happened.ClosedAt == null);
        if (context.Value<long?>(Lists.Feed) is { } feed)
            events = events.Where(happened => happened.FeedId == feed);
        if (context.After() is var (at, id))
            events = events.Where(happened => EF.Functions.LessThan(ValueTuple.Create(happened.OpenedAt, happened.Id), ValueTuple.Create(at, id)));
        var found = await events.OrderByDescending(happened => happened.OpenedAt).ThenByDescending(happened => happened.Id).Take(context.Count() + 1).ToListAsync(stop);
        await Answers.ManyAsync(context, found, happened => new ListPlace(happened.OpenedAt, happened.Id));
    }

    private static async Task CloseAsync(HttpContext context, long id, EventStore events, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        if (!await events.CloseAsync(id, stop))
        {
            await Problems.Missing("open event", id).ExecuteAsync(context);
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(stop);
        await Answers.ChangedAsync(context, StatusCodes.Status200OK, await db.Events.FirstAsync(happened => happened.Id == id, stop));
    }

    private static async Task QuarantineAsync(HttpContext context, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (all, before) = (context.Value<string>(Lists.All) == "true", context.After()?.Id ?? long.MaxValue);
        var kept = db.Quarantine.Where(kept => (all || kept.ReleasedAt == null) && kept.Id < before);
        if (context.Value<long?>(Lists.Feed) is { } feed)
            kept = kept.Where(kept => kept.FeedId == feed);
        var found = await kept.OrderByDescending(kept => kept.Id).Take(context.Count() + 1).ToListAsync(stop);
        await Answers.ManyAsync(context, found, kept => new ListPlace(kept.At, kept.Id));
    }

    private static async Task ReleaseAsync(HttpContext context, long id, Releases releases, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        switch (await releases.ReleaseAsync(id, stop))
        {
            case Release.Missing:
                await Problems.Missing("item in quarantine with id", id).ExecuteAsync(context);
                break;
            case Release.Busy:
                await Problems.Conflict("Its feed is being polled, or was removed: try again, or add the feed again first.").ExecuteAsync(context);
                break;
            default:
                await using (var db = await contexts.CreateDbContextAsync(stop))
                    await Answers.ChangedAsync(context, StatusCodes.Status200OK, await db.Quarantine.FirstAsync(kept => kept.Id == id, stop));
                break;
        }
    }
}
