using System.Globalization;

namespace FeedPipeline.Web.Console;

/// <summary>Values in words for people.</summary>
internal static class Words
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>A time in UTC.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>How far away: <c>3 min ago</c>, <c>in 2 h</c>.</summary>
    public static string Distance(TimeSpan distance) => distance < TimeSpan.Zero
        ? distance > TimeSpan.FromSeconds(-5) ? "just now" : Span(-distance) + " ago"
        : distance < TimeSpan.FromSeconds(5) ? "now" : "in " + Span(distance);

    /// <summary>How long, in the unit that fits.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        { TotalHours: < 36 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0} days"),
    };

    /// <summary>The same for seconds; a dash for none.</summary>
    public static string Seconds(double? seconds) => seconds is { } some ? Span(TimeSpan.FromSeconds(Math.Max(0, some))) : "–";

    /// <summary>A whole number, its thousands apart by narrow spaces.</summary>
    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202f');

    /// <summary>A number for a drawing.</summary>
    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage.</summary>
    public static string Share(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    /// <summary>A number of bytes, in the unit that fits.</summary>
    public static string Bytes(long bytes)
    {
        double size = bytes;
        var unit = 0;
        for (; size >= 1000 && unit < Units.Length - 1; unit++)
            size /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {Units[unit]}");
    }

    /// <summary>A name of the tables as words: <c>hub_ignored</c> is <c>hub ignored</c>.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Storing.TableNaming.Of(value).Replace('_', ' ');

    /// <summary>A number and what it counts: <c>1 feed</c>, <c>2 feeds</c>.</summary>
    public static string Many(long number, string one) => $"{Count(number)} {one}{(number == 1 ? "" : "s")}";
}
