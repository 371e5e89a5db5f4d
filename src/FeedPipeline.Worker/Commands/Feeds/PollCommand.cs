using System.CommandLine;
using FeedPipeline.Polls;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds poll FEED</c> and <c>feeds poll --due</c>.</summary>
internal static class PollCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var feed = new Argument<string?>("feed") { Description = "Name, id or URL of the feed.", Arity = ArgumentArity.ZeroOrOne };
        var due = new Option<bool>("--due") { Description = "Poll all that is due, and return when it is stored." };
        var command = new Command("poll", "Polls a feed now, in this process, and prints the outcome.") { feed, due };
        command.SetAction(common.OnDatabase(async (verb, stop) => (verb.Parse.GetValue(feed), verb.Parse.GetValue(due)) switch
        {
            ({ } meant, false) => await PollAsync(verb, meant, stop),
            (null, true) => await PollDueAsync(verb, stop),
            _ => throw new CommandException("name a feed, or say --due", ExitCode.Usage),
        }));
        return command;
    }

    private static async Task<int> PollAsync(Verb verb, string meant, CancellationToken stop)
    {
        var feed = await FeedArguments.FindAsync(verb, meant, stop);
        var poll = await verb.Get<Dispatcher>().PollAsync(feed.Id, stop)
            ?? throw new CommandException($"feed \"{feed.Name}\" is being polled by another process: `feedpipe polls list --feed {feed.Id}` shows its outcome");
        if (verb.Json)
            Output.Json(poll);
        else
            Console.Out.WriteLine(Describe(poll));
        return poll.Failed ? ExitCode.Failed : ExitCode.Done;
    }

    private static async Task<int> PollDueAsync(Verb verb, CancellationToken stop)
    {
        var dispatcher = verb.Get<Dispatcher>();
        await dispatcher.DispatchDueAsync(stop);
        await dispatcher.DrainAsync(stop);
        return ExitCode.Done;
    }

    private static string Describe(Poll poll) =>
        Output.Plain($"{TableNaming.Of(poll.Outcome)}: {poll.Detail ?? $"{poll.Items} items, {poll.New} new, {poll.Revised} revised"}");
}
