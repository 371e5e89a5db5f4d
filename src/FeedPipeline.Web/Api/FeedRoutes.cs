using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Flows.Checking;
using FeedPipeline.Polls;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Api;

/// <summary>The feeds over HTTP: what the verbs <c>feeds …</c> do.</summary>
internal static class FeedRoutes
{
    private const int LongestTag = 100;

    private static readonly QueryParameter Tag = QueryParameter.Text("tag", "Only feeds with this label.", LongestTag);

    /// <summary>List, single feed, and what operators do to them.</summary>
    public static void MapFeeds(this IEndpointRouteBuilder api)
    {
        api.Reads("/feeds", ListAsync, "listFeeds", "Lists the feeds and how they fare, in the order in which they were added.", Tag, Lists.Limit, Cursor.Parameter)
            .Answers<Listed<FeedStatus>>(Answers.Json, Answers.Ndjson).Refuses(StatusCodes.Status406NotAcceptable);
        api.Reads("/feeds/{id:long}", ShowAsync, "showFeed", "Shows one feed.")
            .Answers<FeedStatus>(Answers.Json).Refuses(StatusCodes.Status404NotFound);
        api.Changes(HttpMethods.Post, "/feeds", AddAsync, "addFeed", "Fetches a feed, or finds the one of a site, and adds it with its first articles. Nothing is added when nothing usable answers.")
            .Takes<NewFeedRequest>().Produces<FeedStatus>(StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        api.Changes(HttpMethods.Post, "/feeds/check", CheckAsync, "checkFeed", "Looks at a source before it is added: the way there, the document, asked for twice, settings that fit, and three articles as they would be stored. Stores nothing.")
            .Takes<CheckRequest>().Answers<CheckedFeed>(Answers.Json);
        api.Changes(HttpMethods.Patch, "/feeds/{id:long}", ChangeAsync, "changeFeed", "Changes a feed; what is not given stays as it is. The feed is due at once. Credentials are set with `feedpipe feeds set` only.")
            .Takes<FeedRequest>().Answers<FeedStatus>(Answers.Json)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        api.Changes(HttpMethods.Delete, "/feeds/{id:long}", RemoveAsync, "removeFeed", "Takes a feed out. Its articles and sightings stay.")
            .Produces(StatusCodes.Status204NoContent).Refuses(StatusCodes.Status404NotFound);
        api.Changes(HttpMethods.Post, "/feeds/{id:long}/poll", PollAsync, "pollFeed", "Polls a feed now, and answers with the outcome.")
            .Answers<Poll>(Answers.Json).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task ListAsync(HttpContext context, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (label, after) = (context.Value<string>(Tag), context.After()?.Id ?? 0);
        var feeds = db.FeedStatuses.Where(feed => feed.Id > after);
        if (label is not null)
            feeds = feeds.Where(feed => feed.Tags.Contains(label));
        await Answers.ManyAsync(context, await feeds.OrderBy(feed => feed.Id).Take(context.Count() + 1).ToListAsync(stop), feed => new ListPlace(feed.AddedAt, feed.Id));
    }

    private static async Task ShowAsync(HttpContext context, long id, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop) =>
        await Answers.OneOrNoneAsync(context, await FindAsync(contexts, id, stop), "feed", id);

    private static async Task AddAsync(HttpContext context, Subscriber subscriber, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        var (said, wrong) = await JsonBody.ReadAsync<NewFeedRequest>(context);
        if (said is null || (wrong = said.Wrong) is not null)
        {
            await wrong!.ExecuteAsync(context);
            return;
        }

        switch (await subscriber.AddAsync(said.Feed, said.Force, said.History, stop))
        {
            case Subscribed.Added added:
                context.Response.Headers.Location = FormattableString.Invariant($"/api/feeds/{added.Feed.Id}");
                await Answers.ChangedAsync(context, StatusCodes.Status201Created, await FindAsync(contexts, added.Feed.Id, stop));
                break;
            case Subscribed.Known known:
                await Problems.Conflict($"{said.Feed.Url} is known already: feed \"{known.Name}\".").ExecuteAsync(context);
                break;
            case Subscribed.Unusable unusable:
                await FeedRequests.Unusable(unusable.Problem, unusable.Offered).ExecuteAsync(context);
                break;
        }
    }

    private static async Task CheckAsync(HttpContext context, FeedCheck check, CancellationToken stop)
    {
        var (said, wrong) = await JsonBody.ReadAsync<CheckRequest>(context);
        if (said is null)
            await wrong!.ExecuteAsync(context);
        else
            await Answers.ChangedAsync(context, StatusCodes.Status200OK, await check.CheckAsync(said.Url, told: null, stop));
    }

    private static async Task ChangeAsync(HttpContext context, long id, FeedChanges changes, FeedStore feeds, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        var (said, wrong) = await JsonBody.ReadAsync<FeedRequest>(context);
        if (said is null || (wrong = said.Wrong) is not null)
        {
            await wrong!.ExecuteAsync(context);
            return;
        }

        switch (await changes.PlanAsync(id, said.Change, stop))
        {
            case ChangedFeed.Planned planned:
                if (said.Paused is true)
                    await feeds.PauseAsync(id, stop);
                else if (said.Paused is false)
                    await feeds.ResumeAsync(id, stop);
                await feeds.SetAsync(planned.Feed, stop);
                await Answers.ChangedAsync(context, StatusCodes.Status200OK, await FindAsync(contexts, id, stop));
                break;
            case ChangedFeed.Missing:
                await Problems.Missing("feed", id).ExecuteAsync(context);
                break;
            case ChangedFeed.Taken taken:
                await Problems.Conflict(Problems.Sentence(taken.Problem)).ExecuteAsync(context);
                break;
            case ChangedFeed.Unusable unusable:
                await FeedRequests.Unusable(unusable.Problem, unusable.Offered).ExecuteAsync(context);
                break;
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(long id, FeedStore feeds, CancellationToken stop) =>
        await feeds.RemoveAsync(id, stop) ? TypedResults.NoContent() : Problems.Missing("feed", id);

    private static async Task PollAsync(HttpContext context, long id, Dispatcher dispatcher, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        if (await FindAsync(contexts, id, stop) is null)
            await Problems.Missing("feed", id).ExecuteAsync(context);
        else if (await dispatcher.PollAsync(id, stop) is { } poll)
            await Answers.ChangedAsync(context, StatusCodes.Status200OK, poll);
        else
            await Problems.Conflict($"Feed {id} is being polled already: /api/polls?feed={id} shows its outcome.").ExecuteAsync(context);
    }

    private static async Task<FeedStatus?> FindAsync(IDbContextFactory<FeedPipelineDb> contexts, long id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.FeedStatuses.FirstOrDefaultAsync(feed => feed.Id == id, stop);
    }
}
