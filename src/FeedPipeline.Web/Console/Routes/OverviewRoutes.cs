using FeedPipeline.Consumers;
using FeedPipeline.Events;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Changes;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Overviews;
using FeedPipeline.Web.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Console.Routes;

/// <summary>The first page, and the stream that keeps pages fresh.</summary>
internal static class OverviewRoutes
{
    private const int ShownEvents = 8;

    /// <summary><c>/</c>.</summary>
    public static void MapOverview(this IEndpointRouteBuilder console) => console.Shows("/", ShowAsync);

    /// <summary><c>/live</c>.</summary>
    public static void MapLive(this IEndpointRouteBuilder console) => console.Shows("/live", LiveAsync);

    private static async Task<IResult> ShowAsync(HttpContext context, Overview overview, FeedList feeds, ConsumerStore consumers, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        var (hours, freshness, standing, lags) = (overview.HoursAsync(stop), overview.FreshnessAsync(stop), overview.StandingAsync(stop), consumers.ListAsync(stop));
        await using var db = await contexts.CreateDbContextAsync(stop);
        var events = await db.Events.Where(noticed => noticed.ClosedAt == null).OrderByDescending(noticed => noticed.OpenedAt).Take(ShownEvents).ToListAsync(stop);
        var behind = (await lags).Where(consumer => consumer.IsBehindLog || consumer.LagSeconds > 3600).ToList();
        return Page.Of<OverviewPage>(context, new OverviewModel
        {
            Hours = await hours,
            Freshness = await freshness,
            Standing = await standing,
            Events = events,
            Names = await feeds.NamesAsync(events.Select(noticed => noticed.FeedId ?? 0), stop),
            Behind = behind,
        });
    }

    private static async Task<IResult> LiveAsync(HttpContext context, LiveStream live) =>
        await live.WriteAsync(context) ? Results.Empty : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
}

/// <summary>What the first page shows.</summary>
public sealed record OverviewModel
{
    /// <summary>The last 24 hours.</summary>
    public required IReadOnlyList<HourCount> Hours { get; init; }

    /// <summary>From publication to first sight; null where nothing says.</summary>
    public required Percentiles? Freshness { get; init; }

    /// <summary>How the feeds stand.</summary>
    public required Standing Standing { get; init; }

    /// <summary>The latest open events.</summary>
    public required IReadOnlyList<Event> Events { get; init; }

    /// <summary>Names of their feeds.</summary>
    public required IReadOnlyDictionary<long, string> Names { get; init; }

    /// <summary>Consumers that are more than an hour behind.</summary>
    public required IReadOnlyList<ConsumerLag> Behind { get; init; }
}
