namespace FeedPipeline.Consumers;

/// <summary>A change that a webhook did not take, after all tries.</summary>
public sealed class DeadLetter
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>The webhook.</summary>
    public long WebhookId { get; init; }

    /// <summary>The change's place in the log.</summary>
    public required string Cursor { get; init; }

    /// <summary>The change, as the log had it.</summary>
    public required string Change { get; init; }

    /// <summary>Tries.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last one failed, in one line.</summary>
    public required string Problem { get; init; }

    /// <summary>When it was given up, or last tried again.</summary>
    public DateTimeOffset At { get; init; }
}
