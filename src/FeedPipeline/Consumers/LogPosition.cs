using System.Globalization;

namespace FeedPipeline.Consumers;

/// <summary>A place in the change log, in the order in which transactions became visible.</summary>
/// <param name="Place">The commit.</param>
/// <param name="Seq">The change in it.</param>
public readonly record struct LogPosition(long Place, long Seq)
{
    /// <summary>The position that a cursor names; null when it is none.</summary>
    public static LogPosition? Parse(string? cursor) =>
        cursor?.Split('-') is [var place, var seq]
        && long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var commit)
        && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var change)
            ? new LogPosition(commit, change)
            : null;

    /// <summary>The cursor.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Place}-{Seq}");
}
