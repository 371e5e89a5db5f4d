using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Flows;

/// <summary>What an operator wants changed of a feed; null leaves a part as it is.</summary>
public sealed record FeedChange
{
    /// <summary>A new name.</summary>
    public string? Name { get; init; }

    /// <summary>A new address, or that of a site that offers one feed.</summary>
    public string? Url { get; init; }

    /// <summary>Takes the address although nothing usable answers.</summary>
    public bool Force { get; init; }

    /// <summary>When it is polled.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Hours in which it is left alone, as text; <c>none</c> ends them.</summary>
    public string? Quiet { get; init; }

    /// <summary>Whether article pages are fetched.</summary>
    public FullText? FullText { get; init; }

    /// <summary>What its items are told apart by; <c>auto</c> has it measured.</summary>
    public string? Identity { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Who answers for it; empty for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>Why its host may show any certificate; empty ends it.</summary>
    public string? TlsException { get; init; }
}

/// <summary>Works out what a feed is after a change; nothing is written yet.</summary>
public sealed class FeedChanges(Discovery discovery, IDbContextFactory<FeedPipelineDb> contexts)
{
    /// <summary>Ends quiet hours.</summary>
    public const string NoQuiet = "none";

    /// <summary>The feed as it is to be, or why it cannot be.</summary>
    public async Task<ChangedFeed> PlanAsync(long feedId, FeedChange change, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.FeedDefinitions.FirstOrDefaultAsync(feed => feed.Id == feedId && feed.RemovedAt == null, stop) is not { } before)
            return new ChangedFeed.Missing();
        if (change.Name is { } name && name != before.Name && await db.FeedStatuses.AnyAsync(feed => feed.Name == name && feed.Id != feedId, stop))
            return new ChangedFeed.Taken($"the name \"{name}\" is another feed's");

        var url = before.Url;
        if (change.Url is { } wanted)
        {
            var found = change.Force ? null : await discovery.LookAsync(new Feed { Name = wanted, Url = wanted }, stop);
            if (found?.Problem is { } problem)
                return new ChangedFeed.Unusable(wanted, problem, found.Offered);
            url = found?.Feed.Url ?? wanted;
            if (await db.FeedDefinitions.Where(feed => feed.Url == url && feed.Id != feedId).Select(feed => feed.Name).FirstOrDefaultAsync(stop) is { } owner)
                return new ChangedFeed.Taken($"{url} is the address of feed \"{owner}\"");
        }

        var schedule = change.Schedule ?? Schedule.Parse(before.Schedule) ?? Schedule.Adaptive.Instance;
        if (schedule is Schedule.Cron && change.Quiet != NoQuiet && (change.Quiet ?? before.Quiet) is not null)
            return new ChangedFeed.Taken("the calendar says itself when this feed is polled: it has no quiet hours (quiet: none), or no cron schedule");

        return new ChangedFeed.Planned(new Feed
        {
            Id = feedId,
            Name = change.Name ?? before.Name,
            Url = url,
            Schedule = schedule,
            Quiet = change.Quiet == NoQuiet ? null : (change.Quiet ?? before.Quiet) is { } quiet ? QuietHours.Parse(quiet) : null,
            FullText = change.FullText ?? before.FullText,
            Identity = (change.Identity ?? before.Identity) is { } identity ? TableNaming.Parse<Identity>(identity) : null,
            Tags = change.Tags ?? before.Tags,
            Owner = Said(change.Owner, before.Owner),
            TlsException = Said(change.TlsException, before.TlsException),
        });
    }

    /// <summary>What is not said stays, and empty ends it.</summary>
    private static string? Said(string? change, string? before) => change is null ? before : change.Trim() is { Length: > 0 } said ? said : null;
}

/// <summary>What a change comes to.</summary>
public abstract record ChangedFeed
{
    private ChangedFeed()
    {
    }

    /// <summary>It can be stored.</summary>
    /// <param name="Feed">As it is to be.</param>
    public sealed record Planned(Feed Feed) : ChangedFeed;

    /// <summary>There is no such feed.</summary>
    public sealed record Missing : ChangedFeed;

    /// <summary>Another feed has this name or address.</summary>
    /// <param name="Problem">One line for an operator.</param>
    public sealed record Taken(string Problem) : ChangedFeed;

    /// <summary>Nothing usable answers at the new address.</summary>
    /// <param name="Url">The address.</param>
    /// <param name="Problem">One line for an operator.</param>
    /// <param name="Offered">Feeds among which the operator has to choose; empty where there is no choice.</param>
    public sealed record Unusable(string Url, string Problem, IReadOnlyList<LinkedFeed> Offered) : ChangedFeed;
}
