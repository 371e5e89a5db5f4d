using System.Globalization;
using FeedPipeline.Documents;

namespace FeedPipeline.Reading.Values;

/// <summary>Numbers as feeds write them; null for anything else.</summary>
internal static class Numbers
{
    private const double MaxHours = 10_000;

    /// <summary>Bytes, with or without thousands separators.</summary>
    public static long? Length(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowThousands | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var length) && length >= 0 ? length : null;

    /// <summary>A whole number from 0 on.</summary>
    public static int? Count(ReadOnlySpan<char> text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>Whole minutes, more than none (RSS <c>ttl</c>).</summary>
    public static TimeSpan? Minutes(ReadOnlySpan<char> text) => Count(text) is > 0 and var minutes ? TimeSpan.FromMinutes(minutes) : null;

    /// <summary>Seconds, or <c>MM:SS</c>, or <c>HH:MM:SS</c>.</summary>
    public static TimeSpan? Duration(ReadOnlySpan<char> text)
    {
        var seconds = 0.0;
        foreach (var part in text.Split(':'))
        {
            if (!double.TryParse(text[part], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                return null;
            seconds = (seconds * 60) + value;
        }

        return seconds is > 0 and < MaxHours * 3_600 ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>Latitude and longitude, parted by space or comma (GeoRSS Simple <c>point</c>).</summary>
    public static GeoPoint? Point(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var gap = text.IndexOfAny(" ,\n\t");
        return gap < 0 ? null : Point(text[..gap], text[(gap + 1)..].Trim(" ,\n\t"));
    }

    /// <summary>A place on earth; null when it is none.</summary>
    public static GeoPoint? Point(ReadOnlySpan<char> latitude, ReadOnlySpan<char> longitude) =>
        Degrees(latitude, 90) is { } north && Degrees(longitude, 180) is { } east ? new(north, east) : null;

    private static double? Degrees(ReadOnlySpan<char> text, double max) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= max ? degrees : null;
}
