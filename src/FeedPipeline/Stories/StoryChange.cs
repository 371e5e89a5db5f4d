namespace FeedPipeline.Stories;

/// <summary>What the clusterer decided.</summary>
public abstract record StoryChange
{
    private StoryChange()
    {
    }

    /// <summary>A report went into a thread, which may be new.</summary>
    /// <param name="Report">The report.</param>
    /// <param name="Thread">The thread as it is now.</param>
    /// <param name="Likeness">To the thread as it was, 0 to 1; null where the thread begins with it.</param>
    public sealed record Told(Report Report, StoryThread Thread, double? Likeness) : StoryChange;

    /// <summary>Two threads turned out to be one event.</summary>
    /// <param name="Into">The older one, as it is now.</param>
    /// <param name="FromId">The other one, which ends.</param>
    /// <param name="Likeness">Of the two, 0 to 1.</param>
    public sealed record Merged(StoryThread Into, long FromId, double Likeness) : StoryChange;

    /// <summary>A report turned out to be about something else than its thread.</summary>
    /// <param name="Report">The report, which starts a thread of its own.</param>
    /// <param name="Own">That thread.</param>
    /// <param name="From">The thread without it.</param>
    /// <param name="Likeness">Of the two, 0 to 1.</param>
    public sealed record Split(Report Report, StoryThread Own, StoryThread From, double Likeness) : StoryChange;
}
