using System.CommandLine;
using System.Globalization;
using FeedPipeline.Feeds;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Tables;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary>How long, and how many of a feed's articles are kept.</summary>
internal sealed class KeepOptions
{
    private const string Default = "default";

    /// <summary>By age.</summary>
    public Option<string?> Age { get; } = new("--keep")
    {
        Description = "How long its articles are kept after the last feed dropped them: 90d (1d to 3650d), forever, or default (what Storing:KeepArticles says).",
        HelpName = "AGE",
    };

    /// <summary>By number.</summary>
    public Option<string?> Count { get; } = new("--keep-count") { Description = "How many of its articles are kept, the newest: a number, or default (what Storing:KeepArticlesPerFeed says). What is listed stays in any case.", HelpName = "N" };

    /// <summary>Stores what was given; what was not stays as it is.</summary>
    public async Task SetAsync(Verb verb, long feedId, CancellationToken stop)
    {
        if (verb.Parse.GetValue(Age) is null && verb.Parse.GetValue(Count) is null)
            return;
        await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
        var before = await db.FeedDefinitions.FirstAsync(feed => feed.Id == feedId, stop);
        var age = verb.Parse.GetValue(Age) is { } words ? Parse(words) : before.KeepAge;
        var count = verb.Parse.GetValue(Count) is { } number ? ParseCount(number) : verb.Parse.GetValue(Age) == Keeping.Forever ? int.MaxValue : before.KeepCount;
        await verb.Get<FeedStore>().KeepAsync(feedId, age, count, stop);
    }

    /// <summary>For people; null where nothing of its own is said.</summary>
    public static string? Describe(FeedDefinition feed) => (feed.KeepAge, feed.KeepCount) switch
    {
        (null, null) => null,
        ({ } age, _) when Keeping.Format(age) == Keeping.Forever => Keeping.Forever,
        ({ } age, null) => $"{Keeping.Format(age)} after they were dropped",
        (null, { } count) => $"the newest {count}",
        ({ } age, { } count) => $"{Keeping.Format(age)} after they were dropped, of the newest {count}",
    };

    private static TimeSpan? Parse(string words) => words == Default
        ? null
        : Keeping.Parse(words) ?? throw new CommandException($"--keep {words}: 1d to {Keeping.MaxDays}d, {Keeping.Forever} or {Default}", ExitCode.Usage);

    private static int? ParseCount(string words) => words == Default
        ? null
        : int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new CommandException($"--keep-count {words}: a number from 1, or {Default}", ExitCode.Usage);
}
