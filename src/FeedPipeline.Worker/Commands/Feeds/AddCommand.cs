using System.CommandLine;
using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds add URL</c>.</summary>
internal static class AddCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var url = new Argument<string>("url") { Description = "Address of the feed, or of a site that offers one. Where it offers several, they are listed, and none is added." };
        var name = FeedArguments.Name();
        var every = FeedArguments.Every();
        var cron = FeedArguments.Cron();
        var tags = FeedArguments.Tags();
        var fullText = FeedArguments.FullText();
        var identity = FeedArguments.Identity();
        var history = new Option<int>("--history")
        {
            Description = "Follow the feed's earlier pages (RFC 5005, JSON Feed next_url), so many at most, and add their articles too.",
            HelpName = "PAGES",
        };
        history.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < 0)
                given.AddError("--history is a number of pages, from 0 on.");
        });
        var force = new Option<bool>("--force") { Description = "Add it although nothing usable answers." };
        var command = new Command("add", "Fetches a feed, and adds it with its first articles. Nothing is added when nothing usable answers.")
        {
            url, name, every, cron, tags, fullText, identity, history, force,
        };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var wanted = new Feed
            {
                Url = FeedArguments.Url(verb.Parse.GetRequiredValue(url)),
                Name = FeedArguments.Checked(verb.Parse.GetValue(name)) ?? string.Empty,
                Schedule = FeedArguments.Schedule(verb.Parse.GetValue(every), verb.Parse.GetValue(cron)) ?? Schedule.Adaptive.Instance,
                FullText = FeedArguments.Mode(verb.Parse.GetValue(fullText)) ?? FullText.Auto,
                Identity = verb.Parse.GetValue(identity) is { } by ? TableNaming.Parse<Identity>(by) : null,
                Tags = verb.Parse.GetValue(tags) ?? [],
            };
            return await verb.Get<Subscriber>().AddAsync(wanted, verb.Parse.GetValue(force), verb.Parse.GetValue(history), stop) switch
            {
                Subscribed.Added added => await AddedAsync(verb, added, stop),
                Subscribed.Known known => throw new CommandException($"{wanted.Url} is known already: feed \"{known.Name}\""),
                Subscribed.Unusable unusable => throw FeedArguments.NotUsable(wanted.Url, "was not added", unusable.Problem, unusable.Offered),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }));
        return command;
    }

    private static async Task<int> AddedAsync(Verb verb, Subscribed.Added added, CancellationToken stop)
    {
        if (verb.Json)
            Output.Json(await FeedArguments.FindAsync(verb, added.Feed.Url, stop));
        else
            Output.Say($"added feed {added.Feed.Id} \"{added.Feed.Name}\", {added.Feed.Schedule}: {Summary(added)}");
        return ExitCode.Done;
    }

    private static string Summary(Subscribed.Added added) => added.FirstPoll switch
    {
        null => "a worker stores its articles",
        { Failed: true, Detail: { } detail } => detail,
        { } poll => $"{poll.Items} items, {poll.New} new articles{(poll.Detail is null ? string.Empty : $"; {poll.Detail}")}",
    };
}
