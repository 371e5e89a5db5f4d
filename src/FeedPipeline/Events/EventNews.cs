namespace FeedPipeline.Events;

/// <summary>What nobody was told of an event yet.</summary>
/// <param name="Event">The event.</param>
/// <param name="IsOver">Whether it is told that it is over, or that it opened.</param>
/// <param name="About">Name of its feed or webhook.</param>
/// <param name="Tags">The feed's labels.</param>
/// <param name="WasTried">Whether telling it failed before.</param>
public sealed record EventNews(Event Event, bool IsOver, string About, IReadOnlyList<string> Tags, bool WasTried)
{
    /// <summary>When it happened.</summary>
    public DateTimeOffset At => IsOver ? Event.ClosedAt ?? Event.LastAt : Event.OpenedAt;
}
