using System.Globalization;
using System.Text.Json;

namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>Recorded feeds, one in a line: <c>{"feed": "name", "size": 20, "published": ["2026-01-05T06:00:00Z", …]}</c>; the times may be seconds since 1970 too.</summary>
internal static class FeedTrace
{
    /// <summary>All feeds of the file; the simulation begins at the first midnight, UTC, of a Monday after <paramref name="from"/>, or after the first item.</summary>
    public static IReadOnlyList<ModelFeed> Read(string path, DateTimeOffset? from)
    {
        List<(string Feed, int Size, long[] Published)> feeds = [.. File.ReadLines(path).Where(line => line.Trim().Length > 0).Select(Line)];
        var first = from?.ToUnixTimeSeconds() ?? feeds.SelectMany(feed => feed.Published).Min();
        var begin = from?.ToUnixTimeSeconds() ?? NextMonday(first);
        return [.. feeds.Select(feed => new ModelFeed(feed.Feed, feed.Size, [.. feed.Published.Select(at => at - begin).Order()]))];
    }

    private static (string Feed, int Size, long[] Published) Line(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return (root.GetProperty("feed").ToString(), root.GetProperty("size").GetInt32(), [.. root.GetProperty("published").EnumerateArray().Select(Seconds)]);
    }

    private static long Seconds(JsonElement at) => at.ValueKind == JsonValueKind.Number
        ? (long)at.GetDouble()
        : DateTimeOffset.Parse(at.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();

    /// <summary>1970-01-05 was one.</summary>
    private static long NextMonday(long seconds) => (long)Math.Ceiling((seconds - 4 * 86400) / (7 * 86400.0)) * 7 * 86400 + 4 * 86400;
}
