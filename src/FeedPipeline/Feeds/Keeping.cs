using System.Globalization;

namespace FeedPipeline.Feeds;

/// <summary>How long articles are kept, as operators write it: <c>90d</c> or <c>forever</c>.</summary>
public static class Keeping
{
    /// <summary>For ever.</summary>
    public const string Forever = "forever";

    /// <summary>Longest that is said by number, in days.</summary>
    public const int MaxDays = 3650;

    /// <summary>Longer than anybody asks for by number.</summary>
    private static readonly TimeSpan Ever = TimeSpan.FromDays(36_500);

    /// <summary>Null when it is neither.</summary>
    public static TimeSpan? Parse(string words) => words switch
    {
        Forever => Ever,
        [.. var number, 'd'] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MaxDays => TimeSpan.FromDays(days),
        _ => null,
    };

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public static string Format(TimeSpan age) => age >= Ever ? Forever : string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0}d");
}
