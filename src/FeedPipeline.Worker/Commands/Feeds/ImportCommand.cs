using System.CommandLine;
using FeedPipeline.Configuring;
using FeedPipeline.Feeds;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds import FILE.opml</c>.</summary>
internal static class ImportCommand
{
    private static readonly TimeSpan SpreadPerFeed = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestSpread = TimeSpan.FromMinutes(10);

    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "An OPML file; folders become labels." };
        var command = new Command("import", "Adds all feeds of an OPML file. They are not fetched first; known addresses are left as they are.") { file };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var path = verb.Parse.GetRequiredValue(file);
            var outlines = await ReadAsync(path, stop);
            var wrong = outlines.Feeds.Where(feed => feed.Schedule is Schedule.Cron { Expression: var cron } && !FeedArguments.IsCron(cron)).ToList();
            List<string> problems = [.. outlines.Problems, .. wrong.Select(feed => $"{feed.Url}: \"{feed.Schedule}\" is not a Quartz cron expression, left out")];
            foreach (var problem in problems)
                Output.Say($"{path}: {problem}");

            var feeds = await NamedAsync(verb, [.. outlines.Feeds.Except(wrong)], stop);
            var spread = feeds.Count * SpreadPerFeed < LongestSpread ? feeds.Count * SpreadPerFeed : LongestSpread;
            var ids = await verb.Get<FeedStore>().AddAsync(feeds, spread, stop);
            var added = ids.Count(id => id is not null);
            Output.Say($"added {added} feeds, {ids.Count - added} were known, {problems.Count} left out");
            return outlines.Feeds.Count == 0 ? ExitCode.Failed : ExitCode.Done;
        }));
        return command;
    }

    private static async Task<Opml> ReadAsync(string path, CancellationToken stop)
    {
        try
        {
            var opml = Opml.Read(await File.ReadAllBytesAsync(path, stop));
            return opml.Refusal is { } refusal ? throw new CommandException($"{path}: {refusal}", ExitCode.Usage) : opml;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path}: {unreadable.Message}", ExitCode.Usage);
        }
    }

    /// <summary>Names that neither the database nor the file uses twice.</summary>
    private static async Task<IReadOnlyList<Feed>> NamedAsync(Verb verb, IReadOnlyList<Feed> feeds, CancellationToken stop)
    {
        await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
        var known = await db.FeedStatuses.Select(feed => new { feed.Name, feed.Url }).ToListAsync(stop);
        var urls = known.Select(feed => feed.Url).ToHashSet(StringComparer.Ordinal);
        var taken = known.Select(feed => feed.Name).ToHashSet(StringComparer.Ordinal);
        var named = new List<Feed>(feeds.Count);
        foreach (var feed in feeds)
        {
            var name = urls.Contains(feed.Url) ? feed.Name : FeedName.Free(feed.Name, taken);
            taken.Add(name);
            named.Add(feed with { Name = name });
        }

        return named;
    }
}
