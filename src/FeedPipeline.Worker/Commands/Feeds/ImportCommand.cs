using System.CommandLine;
using FeedPipeline.Configuring;
using FeedPipeline.Feeds;
using FeedPipeline.Flows.Applying;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds import FILE.opml</c>.</summary>
internal static class ImportCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "An OPML file; folders become labels." };
        var command = new Command("import", "Adds all feeds of an OPML file. They are not fetched first; known addresses are left as they are.") { file };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var path = verb.Parse.GetRequiredValue(file);
            var outlines = await ReadAsync(path, stop);
            var wrong = outlines.Feeds.Where(feed => feed.Feed.Schedule is Schedule.Cron { Expression: var cron } && !FeedArguments.IsCron(cron)).ToList();
            List<string> problems = [.. outlines.Problems, .. wrong.Select(feed => $"{feed.Feed.Url}: \"{feed.Feed.Schedule}\" is not a Quartz cron expression, left out")];
            foreach (var problem in problems)
                Output.Say($"{path}: {problem}");

            var (added, known) = await verb.Get<Declaring>().ImportAsync([.. outlines.Feeds.Except(wrong)], stop);
            Output.Say(FormattableString.Invariant($"added {added} feeds, {known} were known, {problems.Count} left out"));
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
}
