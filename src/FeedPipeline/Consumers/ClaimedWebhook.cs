namespace FeedPipeline.Consumers;

/// <summary>A webhook that this worker may deliver for, until its lease ends.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Position">The last change that it took, or that was given up.</param>
/// <param name="Secret">Key of the signatures; null when it cannot be opened.</param>
public sealed record ClaimedWebhook(Webhook Webhook, LogPosition Position, byte[]? Secret);

/// <summary>Where an article was seen.</summary>
/// <param name="Feeds">Feeds that list it, or did.</param>
/// <param name="Tags">Operator's labels of these.</param>
public sealed record ArticleOrigin(IReadOnlyCollection<long> Feeds, IReadOnlyCollection<string> Tags)
{
    /// <summary>Nowhere.</summary>
    public static ArticleOrigin None { get; } = new([], []);
}

/// <summary>How far the deliveries of a webhook came.</summary>
/// <param name="Position">The last change that was delivered, not wanted, or given up.</param>
public sealed record WebhookProgress(LogPosition Position)
{
    /// <summary>Changes delivered since the last progress.</summary>
    public int Delivered { get; init; }

    /// <summary>Failed tries of the change that is next.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last try failed, in one line; null when it did not.</summary>
    public string? Problem { get; init; }

    /// <summary>Pause until the next try, the claim being given back; null to keep it.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>The receiver is gone: nothing more until an operator says so.</summary>
    public bool IsStopped { get; init; }

    /// <summary>The change that is given up; null when none is.</summary>
    public LoggedChange? Buried { get; init; }

    /// <summary>What an operator should know; null when nothing.</summary>
    public string? Event { get; init; }
}

/// <summary>A webhook as operators see it.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Lag">Changes that it was not told of yet.</param>
/// <param name="LagSeconds">Age of the oldest of them.</param>
/// <param name="DeadLetters">Changes that it did not take.</param>
public sealed record WebhookStatus(Webhook Webhook, long Lag, double LagSeconds, long DeadLetters);
