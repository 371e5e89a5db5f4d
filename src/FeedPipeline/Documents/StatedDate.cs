namespace FeedPipeline.Documents;

/// <summary>How exactly a publisher states a date.</summary>
public enum DatePrecision
{
    /// <summary>Nobody says.</summary>
    Unknown,

    /// <summary>A calendar day, stored as 00:00 UTC of that day.</summary>
    Day,

    /// <summary>Hours and minutes.</summary>
    Minute,

    /// <summary>Seconds or finer.</summary>
    Second,
}

/// <summary>A date as a publisher states it; never invented.</summary>
/// <param name="At">The instant, in UTC. A date without offset is read as UTC.</param>
/// <param name="Precision">What was stated; never <see cref="DatePrecision.Unknown"/>.</param>
/// <param name="Offset">The publisher's offset from UTC; null when not stated.</param>
public readonly record struct StatedDate(DateTimeOffset At, DatePrecision Precision, TimeSpan? Offset);
