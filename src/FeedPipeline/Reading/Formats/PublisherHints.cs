using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>When the publisher wants to be polled: RSS <c>ttl</c>, <c>skipHours</c>, <c>skipDays</c>, and the syndication module.</summary>
internal static class PublisherHints
{
    public static void ReadSkippedHours(MarkupCursor cursor, FeedDraft feed)
    {
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            // Both 0 and 24 are midnight: RSS 0.91 counted from 1.
            if (cursor.Name == "hour" && Numbers.Count(cursor.TextSpan()) is <= 24 and var hour && !feed.SkippedHours.Contains(hour % 24))
                feed.SkippedHours.Add(hour % 24);
        }
    }

    public static void ReadSkippedDays(MarkupCursor cursor, FeedDraft feed)
    {
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
        {
            if (cursor.Name == "day" && Enum.TryParse<DayOfWeek>(cursor.Text(), ignoreCase: true, out var day) && Enum.IsDefined(day) && !feed.SkippedDays.Contains(day))
                feed.SkippedDays.Add(day);
        }
    }

    public static void ReadSyndication(MarkupCursor cursor, FeedDraft feed)
    {
        switch (cursor.Name)
        {
            case "updateperiod":
                feed.UpdatePeriod = Period(cursor.Text());
                break;
            case "updatefrequency":
                feed.UpdateFrequency = Numbers.Count(cursor.TextSpan());
                break;
        }
    }

    private static TimeSpan? Period(string? name) => name?.ToLowerInvariant() switch
    {
        "hourly" => TimeSpan.FromHours(1),
        "daily" => TimeSpan.FromDays(1),
        "weekly" => TimeSpan.FromDays(7),
        "monthly" => TimeSpan.FromDays(30),
        "yearly" => TimeSpan.FromDays(365),
        _ => null,
    };
}
