using System.Globalization;

namespace FeedPipeline.Feeds;

/// <summary>Hours of every day in which a feed is left alone, by the clock on the wall somewhere. As text: <c>22:00-06:00 Europe/Berlin</c>.</summary>
/// <param name="From">When they begin.</param>
/// <param name="Until">When they end; before <paramref name="From"/>, on the next day.</param>
/// <param name="Zone">Time zone as the IANA calls it.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly Until, string Zone)
{
    private const string Clock = "HH:mm";

    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(5);

    /// <summary>The end of the quiet hours that <paramref name="at"/> lies in; null outside of them. An hour that the clock shows twice is quiet both times, one that it leaves out is no hour.</summary>
    public DateTimeOffset? EndOf(DateTimeOffset at)
    {
        var zone = ZoneNames.Find(Zone) ?? TimeZoneInfo.Utc;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        for (var day = -1; day <= 1; day++)
        {
            var begin = today.AddDays(day);
            var from = Instant(begin.ToDateTime(From), zone, isEnd: false);
            var until = Instant((Until > From ? begin : begin.AddDays(1)).ToDateTime(Until), zone, isEnd: true);
            if (at >= from && at < until)
                return until;
        }

        return null;
    }

    /// <summary>When a feed that would be due at <paramref name="at"/> is due because of them: a moment of its own after their end, so that not all come at once; null outside of them.</summary>
    public DateTimeOffset? PutOff(long feedId, DateTimeOffset at) => EndOf(at) is { } end ? end + (Spread * (((ulong)feedId * 0x9E3779B97F4A7C15) >> 40) / (1 << 24)) : null;

    /// <summary>What an operator is told of a poll that waits for their end.</summary>
    public string Reason => $"after the quiet hours {this}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From.ToString(Clock, CultureInfo.InvariantCulture)}-{Until.ToString(Clock, CultureInfo.InvariantCulture)} {Zone}");

    /// <summary>Reads what <see cref="ToString"/> wrote; without a zone they are hours of <paramref name="zone"/>. Null when it is no such text, or begin and end are the same.</summary>
    public static QuietHours? Parse(string text, string zone = ZoneNames.Utc)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts is not [var hours, .. { Length: <= 1 } named] || hours.Split('-') is not [var begin, var end]
            || !TimeOnly.TryParseExact(begin, Clock, CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            || !TimeOnly.TryParseExact(end, Clock, CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            || from == until)
        {
            return null;
        }

        var place = named is [var own] ? own : zone;
        return ZoneNames.Find(place) is null ? null : new(from, until, place);
    }

    /// <summary>A time on the wall as a moment: of an hour that comes twice the first begin and the last end, of one that is left out the moment after it.</summary>
    private static DateTimeOffset Instant(DateTime wall, TimeZoneInfo zone, bool isEnd)
    {
        while (zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(wall)
            ? isEnd ? zone.GetAmbiguousTimeOffsets(wall).Min() : zone.GetAmbiguousTimeOffsets(wall).Max()
            : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }
}

/// <summary>Time zones by their IANA names.</summary>
public static class ZoneNames
{
    /// <summary>The one of all that names none.</summary>
    public const string Utc = "UTC";

    /// <summary>The zone of that name; null when there is none.</summary>
    public static TimeZoneInfo? Find(string name) =>
        name.Length is > 0 and < 64 && !name.Any(char.IsWhiteSpace) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
