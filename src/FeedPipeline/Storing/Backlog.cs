namespace FeedPipeline.Storing;

/// <summary>What waits in the database, for all workers together.</summary>
public sealed record Backlog
{
    /// <summary>Feeds that are due and held by nobody; counted up to 100,000.</summary>
    public long DueFeeds { get; init; }

    /// <summary>How long the longest due of them could have been polled; zero when none is due.</summary>
    public TimeSpan OldestDue { get; init; }

    /// <summary>Feeds that a worker holds.</summary>
    public long Leases { get; init; }

    /// <summary>Article pages that are due; counted up to 100,000.</summary>
    public long DuePages { get; init; }

    /// <summary>Changes that webhooks did not take.</summary>
    public long DeadLetters { get; init; }

    /// <summary>Age of the oldest change that the slowest consumer has not taken; zero when all have all.</summary>
    public TimeSpan ConsumerLag { get; init; }

    /// <summary>The same of webhooks; stopped ones left out.</summary>
    public TimeSpan WebhookLag { get; init; }

    /// <summary>Open events, by kind; kinds without any have zero.</summary>
    public IReadOnlyDictionary<string, long> OpenEvents { get; init; } = new Dictionary<string, long>();

    /// <summary>Feeds by state: well, failing, paused.</summary>
    public IReadOnlyDictionary<string, long> Feeds { get; init; } = new Dictionary<string, long>();
}
