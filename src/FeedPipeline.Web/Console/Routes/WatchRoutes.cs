using FeedPipeline.Articles;
using FeedPipeline.Events;
using FeedPipeline.Flows;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Polls;
using FeedPipeline.Web.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Console.Routes;

/// <summary>Events, the quarantine, and what hosts bear.</summary>
internal static class WatchRoutes
{
    private const int PageSize = 50;

    /// <summary><c>/events</c>, <c>/quarantine</c> and <c>/hosts</c>.</summary>
    public static void MapWatchPages(this IEndpointRouteBuilder console)
    {
        console.Shows("/events", EventsAsync);
        console.Does("/events", CloseAsync);
        console.Shows("/quarantine", QuarantineAsync);
        console.Does("/quarantine", ReleaseAsync);
        console.Shows("/hosts", HostsAsync);
    }

    private static async Task<IResult> EventsAsync(HttpContext context, FeedList feeds, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        var asked = context.Request.Query;
        var (kind, all, feed, page) = (TableNaming.Parse<EventKind>(asked["kind"].ToString()), asked["all"] == "true", Numbers.Id(asked["feed"]), Numbers.Page(context));
        await using var db = await contexts.CreateDbContextAsync(stop);
        var events = db.Events.Where(noticed => all || noticed.ClosedAt == null);
        if (kind is { } wanted)
            events = events.Where(noticed => noticed.Kind == wanted);
        if (feed is { } ofFeed)
            events = events.Where(noticed => noticed.FeedId == ofFeed);
        var found = await events.OrderByDescending(noticed => noticed.OpenedAt).ThenByDescending(noticed => noticed.Id).Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync(stop);
        return Page.Of<EventsPage>(context, new EventsModel(
            [.. found.Take(PageSize)], await feeds.NamesAsync(found.Select(noticed => noticed.FeedId ?? 0), stop), kind, all, page, found.Count > PageSize ? page + 1 : page));
    }

    private static async Task<IResult> CloseAsync(HttpContext context, EventStore events, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var closed = 0;
        foreach (var id in Numbers.Ids(form["event"]))
            closed += await events.CloseAsync(id, stop) ? 1 : 0;
        return Said.Then(context, closed > 0, closed == 0 ? "No open event was chosen." : $"Closed {Words.Many(closed, "event")}. One opens again when its cause is noticed again.", form["back"].ToString());
    }

    private static async Task<IResult> QuarantineAsync(HttpContext context, FeedList feeds, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        var (feed, all, page) = (Numbers.Id(context.Request.Query["feed"]), context.Request.Query["all"] == "true", Numbers.Page(context));
        await using var db = await contexts.CreateDbContextAsync(stop);
        var kept = db.Quarantine.Where(item => (all || item.ReleasedAt == null) && (feed == null || item.FeedId == feed));
        var found = await kept.OrderByDescending(item => item.Id).Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync(stop);
        return Page.Of<QuarantinePage>(context, new QuarantineModel([.. found.Take(PageSize)], await feeds.NamesAsync(found.Select(item => item.FeedId), stop), all, page, found.Count > PageSize ? page + 1 : page));
    }

    private static async Task<IResult> ReleaseAsync(HttpContext context, Releases releases, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var outcomes = new List<Release>();
        foreach (var id in Numbers.Ids(form["item"]))
            outcomes.Add(await releases.ReleaseAsync(id, stop));
        var (done, busy) = (outcomes.Count(outcome => outcome == Release.Done), outcomes.Count(outcome => outcome == Release.Busy));
        var words = outcomes.Count == 0 ? "No item was chosen." : $"Released {Words.Many(done, "item")}.{(busy == 0 ? "" : $" The feed of {busy} is being polled, or was removed: try again.")}";
        return Said.Then(context, done > 0 && busy == 0, words, form["back"].ToString());
    }

    private static async Task<IResult> HostsAsync(HttpContext context, HostView hosts, CancellationToken stop)
    {
        var hours = context.Request.Query["hours"] == "168" ? 168 : 24;
        return Page.Of<HostsPage>(context, new HostsModel(await hosts.ReadAsync(hours, stop), hours));
    }
}

/// <summary>What the list of events shows.</summary>
/// <param name="Events">This part of them.</param>
/// <param name="Feeds">Names of their feeds.</param>
/// <param name="Kind">Only of this kind; null for all.</param>
/// <param name="All">Whether closed ones are shown.</param>
/// <param name="Page">Which part, from 1.</param>
/// <param name="Last">The last part that is known of.</param>
public sealed record EventsModel(IReadOnlyList<Event> Events, IReadOnlyDictionary<long, string> Feeds, EventKind? Kind, bool All, int Page, int Last);

/// <summary>What the quarantine shows.</summary>
/// <param name="Items">This part of it.</param>
/// <param name="Feeds">Names of their feeds.</param>
/// <param name="All">Whether released ones are shown.</param>
/// <param name="Page">Which part, from 1.</param>
/// <param name="Last">The last part that is known of.</param>
public sealed record QuarantineModel(IReadOnlyList<Quarantined> Items, IReadOnlyDictionary<long, string> Feeds, bool All, int Page, int Last);

/// <summary>What hosts bear.</summary>
/// <param name="Hosts">The most asked first.</param>
/// <param name="Hours">Of how many hours.</param>
public sealed record HostsModel(IReadOnlyList<HostUse> Hosts, int Hours);
