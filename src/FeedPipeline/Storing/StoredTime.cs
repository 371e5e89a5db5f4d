namespace FeedPipeline.Storing;

/// <summary>Times as the database keeps them.</summary>
public static class StoredTime
{
    /// <summary>To the microsecond; null stays null. A time that is compared with a stored one has to pass here first, or seven digits look like a change.</summary>
    public static DateTimeOffset? Of(DateTimeOffset? time) => time?.AddTicks(-(time.Value.Ticks % TimeSpan.TicksPerMicrosecond));
}
