using System.Globalization;

namespace FeedPipeline.Feeds;

/// <summary>When a feed is polled. As text: <c>adaptive</c>, <c>adaptive within 10m</c>, <c>every 15m</c>, <c>cron 0 0 6 * * ?</c> or <c>cron 0 0 6 * * ? in Europe/Berlin</c>.</summary>
public abstract record Schedule
{
    private Schedule()
    {
    }

    /// <summary>As often as the feed's own rhythm asks for, within <c>Polling:MinInterval</c> and <c>Polling:MaxInterval</c>.</summary>
    /// <param name="Within">How soon 95 of 100 items are to be seen, 1 second to 30 days; null for whatever a request is worth.</param>
    public sealed record Adaptive(TimeSpan? Within = null) : Schedule
    {
        /// <summary>The one without a target.</summary>
        public static Adaptive Instance { get; } = new();

        /// <inheritdoc/>
        public override string ToString() => Within is { } within ? $"adaptive within {Durations.Format(within)}" : "adaptive";
    }

    /// <summary>At a fixed distance.</summary>
    /// <param name="Interval">From one due time to the next; 1 second to 30 days.</param>
    public sealed record Every(TimeSpan Interval) : Schedule
    {
        /// <inheritdoc/>
        public override string ToString() => $"every {Durations.Format(Interval)}";
    }

    /// <summary>By the calendar.</summary>
    /// <param name="Expression">A Quartz cron expression with seconds.</param>
    /// <param name="Zone">Whose calendar and clock, as the IANA calls the time zone.</param>
    public sealed record Cron(string Expression, string Zone = ZoneNames.Utc) : Schedule
    {
        private const string Place = " in ";

        /// <inheritdoc/>
        public override string ToString() => Zone == ZoneNames.Utc ? $"cron {Expression}" : $"cron {Expression}{Place}{Zone}";

        /// <summary>Reads what follows the word cron.</summary>
        internal static Cron? Read(string text) => text.LastIndexOf(Place, StringComparison.Ordinal) switch
        {
            _ when text.Length == 0 => null,
            > 0 and var at => ZoneNames.Find(text[(at + Place.Length)..].Trim()) is null ? null : new(text[..at].Trim(), text[(at + Place.Length)..].Trim()),
            _ => new(text),
        };
    }

    /// <summary>Reads what <c>ToString</c> wrote; null when it is none of these forms. A cron expression is not checked here.</summary>
    public static Schedule? Parse(string text) => text.Trim() switch
    {
        "adaptive" => Adaptive.Instance,
        ['a', 'd', 'a', 'p', 't', 'i', 'v', 'e', ' ', 'w', 'i', 't', 'h', 'i', 'n', ' ', .. var target] when Durations.Parse(target) is { } within => new Adaptive(within),
        ['e', 'v', 'e', 'r', 'y', ' ', .. var interval] when Durations.Parse(interval) is { } every => new Every(every),
        ['c', 'r', 'o', 'n', ' ', .. var expression] => Cron.Read(expression.Trim()),
        _ => null,
    };
}

/// <summary>Durations as operators write them: <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>1d</c>.</summary>
public static class Durations
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Null when it is not a whole number and one of <c>s m h d</c>, or not within 1 second and 30 days.</summary>
    public static TimeSpan? Parse(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length < 2 || !int.TryParse(trimmed[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;

        double? seconds = trimmed[^1] switch
        {
            's' => number,
            'm' => number * 60.0,
            'h' => number * 3600.0,
            'd' => number * 86400.0,
            _ => null,
        };
        return seconds is { } length && length >= Shortest.TotalSeconds && length <= Longest.TotalSeconds
            ? TimeSpan.FromSeconds(length)
            : null;
    }

    /// <summary>In the largest unit that leaves no rest.</summary>
    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        return seconds switch
        {
            _ when seconds % 86400 == 0 => FormattableString.Invariant($"{seconds / 86400}d"),
            _ when seconds % 3600 == 0 => FormattableString.Invariant($"{seconds / 3600}h"),
            _ when seconds % 60 == 0 => FormattableString.Invariant($"{seconds / 60}m"),
            _ => FormattableString.Invariant($"{seconds}s"),
        };
    }
}
