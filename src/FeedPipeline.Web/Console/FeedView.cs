using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Pages;
using FeedPipeline.Storing.Push;
using FeedPipeline.Storing.Tables;
using FeedPipeline.Web.Console.Routes;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Console;

/// <summary>Gathers what the page of one feed shows.</summary>
internal sealed class FeedView(IDbContextFactory<FeedPipelineDb> contexts, FeedDays days, FurnitureStore furniture, PushStore push, CredentialStore credentials)
{
    private const int ShownPolls = 40;
    private const int ShownEvents = 30;
    private const int ShownDays = 30;
    private const int ShownLines = 30;

    /// <summary>All of it; null when there is no such feed. What stood on <paramref name="pages"/> pages is template text.</summary>
    public async Task<FeedModel?> ReadAsync(long id, int pages, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.FeedStatuses.FirstOrDefaultAsync(feed => feed.Id == id, stop) is not { } status)
            return null;
        var definition = await db.FeedDefinitions.FirstAsync(feed => feed.Id == id, stop);
        var site = HostName.Of(status.SiteUrl);
        return new FeedModel
        {
            Status = status,
            Form = new FeedForm
            {
                Name = status.Name,
                Url = status.Url,
                Schedule = status.Schedule,
                FullText = status.FullText,
                Identity = definition.Identity ?? "auto",
                Tags = string.Join(", ", status.Tags),
                TlsException = definition.TlsException ?? "",
            },
            Polls = await db.Polls.Where(poll => poll.FeedId == id).OrderByDescending(poll => poll.LastAt).ThenByDescending(poll => poll.Id).Take(ShownPolls).ToListAsync(stop),
            Addresses = await db.FeedAddresses.Where(address => address.FeedId == id).OrderByDescending(address => address.Id).ToListAsync(stop),
            Events = await db.Events.Where(noticed => noticed.FeedId == id).OrderBy(noticed => noticed.ClosedAt != null).ThenByDescending(noticed => noticed.OpenedAt).Take(ShownEvents).ToListAsync(stop),
            Quarantined = await db.Quarantine.CountAsync(kept => kept.FeedId == id && kept.ReleasedAt == null, stop),
            Days = (await days.ReadAsync([id], ShownDays, stop)).GetValueOrDefault(id) ?? new int[ShownDays],
            Site = site,
            Furniture = site is null ? [] : await furniture.ListAsync(site, pages, ShownLines, stop),
            Push = await push.OfAsync(id, stop),
            Credentials = await credentials.DescribeAsync(id, stop),
            Keeping = (definition.KeepAge, definition.KeepCount),
        };
    }

    /// <summary>Its address; null when there is no such feed.</summary>
    public async Task<string?> UrlAsync(long id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.FeedDefinitions.Where(feed => feed.Id == id && feed.RemovedAt == null).Select(feed => feed.Url).FirstOrDefaultAsync(stop);
    }
}

/// <summary>What the page of one feed shows.</summary>
public sealed record FeedModel
{
    /// <summary>The feed and how it fares.</summary>
    public required FeedStatus Status { get; init; }

    /// <summary>Its settings, or what was typed instead.</summary>
    public required FeedForm Form { get; init; }

    /// <summary>Why they could not be changed; null at first.</summary>
    public string? Problem { get; init; }

    /// <summary>Its latest polls.</summary>
    public required IReadOnlyList<Poll> Polls { get; init; }

    /// <summary>The addresses it had, the present one first.</summary>
    public required IReadOnlyList<FeedAddress> Addresses { get; init; }

    /// <summary>What was noticed about it, what is open first.</summary>
    public required IReadOnlyList<Event> Events { get; init; }

    /// <summary>Items of it in quarantine.</summary>
    public int Quarantined { get; init; }

    /// <summary>Articles that it brought first, day by day.</summary>
    public required IReadOnlyList<int> Days { get; init; }

    /// <summary>Host of its pages; null when nobody says.</summary>
    public string? Site { get; init; }

    /// <summary>Template text of that site.</summary>
    public required IReadOnlyList<SiteFurniture> Furniture { get; init; }

    /// <summary>The hub that tells of its news; null without.</summary>
    public PushSubscription? Push { get; init; }

    /// <summary>Names of the headers that it is asked with; null without.</summary>
    public string? Credentials { get; init; }

    /// <summary>How long and how many of its articles are kept; null for what goes for all.</summary>
    public (TimeSpan? Age, int? Count) Keeping { get; init; }
}
