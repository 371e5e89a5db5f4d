using System.CommandLine;

namespace FeedPipeline.Worker.Commands;

/// <summary>Options that listings share.</summary>
internal static class ListOptions
{
    private const int MaxLimit = 100_000;

    /// <summary>The earliest time.</summary>
    public static Option<DateTimeOffset?> Since() => new("--since") { Description = "Only from this time on: 2026-01-31 or 2026-01-31T12:00:00Z.", HelpName = "TIME" };

    /// <summary>How many.</summary>
    public static Option<int> Limit()
    {
        var limit = new Option<int>("--limit") { Description = $"At most so many rows, 1 to {MaxLimit}.", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > MaxLimit)
                given.AddError($"--limit is from 1 to {MaxLimit}.");
        });
        return limit;
    }
}
