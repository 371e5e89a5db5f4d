using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FeedPipeline.Web.Console;

/// <summary>Values of queries and forms; what is none counts as not given.</summary>
internal static class Numbers
{
    private const int MostIds = 500;
    private const int LastPage = 100_000;

    /// <summary>Which part of a list is asked for, from 1.</summary>
    public static int Page(HttpContext context) =>
        int.TryParse(context.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, LastPage) : 1;

    /// <summary>One id; null for none.</summary>
    public static long? Id(StringValues values) => long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The begin of a day in UTC; null for none.</summary>
    public static DateTimeOffset? Day(StringValues values) =>
        DateOnly.TryParseExact(values.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : null;

    /// <summary>Ids that were chosen, each once, 500 at most.</summary>
    public static IReadOnlyList<long> Ids(StringValues values) => [.. values.Select(value => Id(new StringValues(value))).OfType<long>().Distinct().Take(MostIds)];

    /// <summary>Labels, written with commas between them.</summary>
    public static IReadOnlyList<string> Labels(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
