using FeedPipeline.Flows;
using FeedPipeline.Flows.Checking;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Api;
using FeedPipeline.Web.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FeedPipeline.Web.Console.Routes;

/// <summary>The list of feeds, what is done to many of them at once, and adding one.</summary>
internal static class FeedListRoutes
{
    private const int PageSize = 50;
    private const int SparkDays = 14;
    private const int LongestWords = 200;

    /// <summary><c>/feeds</c> and <c>/feeds/add</c>.</summary>
    public static void MapFeedList(this IEndpointRouteBuilder console)
    {
        console.Shows("/feeds", ListAsync);
        console.Does("/feeds", ChangeManyAsync);
        console.Shows("/feeds/add", (HttpContext context) => Page.Of<AddFeedPage>(context, new AddFeedModel()));
        console.Does("/feeds/add", AddAsync);
        console.Does("/feeds/check", CheckAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, FeedList list, FeedDays days, CancellationToken stop)
    {
        var asked = context.Request.Query;
        var words = asked["q"].ToString();
        var query = new FeedQuery
        {
            Words = words.Length > LongestWords ? words[..LongestWords] : words,
            State = TableNaming.Parse<FeedState>(asked["state"].ToString()),
            Tag = asked["tag"].ToString() is { Length: > 0 } tag ? tag : null,
            Order = TableNaming.Parse<FeedOrder>(asked["order"].ToString()) ?? FeedOrder.Name,
            IsReversed = asked["reverse"] == "true",
        };
        var page = Numbers.Page(context);
        var found = await list.FindAsync(query, page, PageSize, stop);
        var counts = await days.ReadAsync([.. found.Feeds.Select(feed => feed.Id)], SparkDays, stop);
        return Page.Of<FeedsPage>(context, new FeedsModel(query, found, page, (found.Count + PageSize - 1) / PageSize, counts, await list.TagsAsync(stop)));
    }

    private static async Task<IResult> ChangeManyAsync(HttpContext context, FeedStore feeds, FeedChanges changes, DueFeeds due, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var (deed, label, back) = (form["deed"].ToString(), form["label"].ToString().Trim(), form["back"].ToString());
        var ids = Numbers.Ids(form["feed"]);
        if (ids.Count == 0)
            return Said.Then(context, false, "No feed was chosen.", back);
        if (deed is "tag" or "untag" && FeedRequests.Wrong(null, null, null, null, null, [label]) is { } wrong)
            return Said.Then(context, false, wrong.ProblemDetails.Detail!, back);

        var done = 0;
        foreach (var id in ids)
        {
            done += deed switch
            {
                "poll" => await PollSoonAsync(due, id, stop),
                "pause" => await feeds.PauseAsync(id, stop),
                "resume" => await feeds.ResumeAsync(id, stop),
                "tag" => await LabelAsync(feeds, changes, id, tags => [.. tags.Append(label).Distinct()], stop),
                "untag" => await LabelAsync(feeds, changes, id, tags => [.. tags.Where(tag => tag != label)], stop),
                "remove" => await feeds.RemoveAsync(id, stop),
                _ => false,
            } ? 1 : 0;
        }

        return Said.Then(context, done > 0, $"{Words.Many(done, "feed")}: {deed switch { "poll" => "due now", "pause" => "paused", "resume" => "resumed", "tag" => $"labelled {label}", "untag" => $"label {label} taken off", "remove" => "removed; articles stay", _ => "nothing done" }}.", back);
    }

    private static async Task<bool> PollSoonAsync(DueFeeds due, long id, CancellationToken stop)
    {
        await due.HastenAsync(id, "asked for in the console", stop);
        return true;
    }

    private static async Task<bool> LabelAsync(FeedStore feeds, FeedChanges changes, long id, Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken stop)
    {
        if (await changes.PlanAsync(id, new FeedChange(), stop) is not ChangedFeed.Planned { Feed: var feed })
            return false;
        return await feeds.SetAsync(feed with { Tags = change(feed.Tags) }, stop);
    }

    /// <summary>Looks at a source before it is added; the form comes back with what is recommended.</summary>
    private static async Task<IResult> CheckAsync(HttpContext context, FeedCheck check, CancellationToken stop)
    {
        var model = AddFeedModel.Of(await context.Request.ReadFormAsync(stop));
        var found = await check.CheckAsync(model.Url, told: null, stop);
        var settings = found.Settings;
        return Page.Of<AddFeedPage>(context, model with
        {
            Url = settings?.Url ?? model.Url,
            Name = model.Name.Length > 0 || found.KnownAs is not null ? model.Name : settings?.Name ?? "",
            Schedule = model.Schedule.Length > 0 ? model.Schedule : settings?.Schedule ?? "",
            FullText = settings is null ? model.FullText : TableNaming.Of(settings.FullText),
            Found = found,
        });
    }

    private static async Task<IResult> AddAsync(HttpContext context, Subscriber subscriber, CancellationToken stop)
    {
        var model = AddFeedModel.Of(await context.Request.ReadFormAsync(stop));
        var wanted = new NewFeedRequest
        {
            Url = model.Url,
            Name = model.Name.Length == 0 ? null : model.Name,
            Schedule = model.Schedule.Length == 0 ? null : model.Schedule,
            FullText = model.FullText.Length == 0 ? null : model.FullText,
            Tags = Numbers.Labels(model.Tags),
            Force = model.Force,
        };
        if (wanted.Wrong is { } wrong)
            return Page.Of<AddFeedPage>(context, model with { Problem = wrong.ProblemDetails.Detail }, StatusCodes.Status400BadRequest);
        switch (await subscriber.AddAsync(wanted.Feed, wanted.Force, wanted.History, stop))
        {
            case Subscribed.Added added:
                var brought = added.FirstPoll is { } poll ? $", with {Words.Many(poll.New, "article")}" : "";
                return Said.Then(context, true, $"Added {added.Feed.Name}{brought}.", FormattableString.Invariant($"/feeds/{added.Feed.Id}"));
            case Subscribed.Known known:
                return Page.Of<AddFeedPage>(context, model with { Problem = $"This address is known already: feed \"{known.Name}\"." }, StatusCodes.Status409Conflict);
            case Subscribed.Unusable unusable:
                return Page.Of<AddFeedPage>(context, model with { Problem = Problems.Sentence(unusable.Problem), Offered = [.. unusable.Offered.Select(feed => feed.Url)] }, StatusCodes.Status422UnprocessableEntity);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}

/// <summary>What the list of feeds shows.</summary>
/// <param name="Query">Which feeds, in which order.</param>
/// <param name="Found">This part of them.</param>
/// <param name="Page">Which part, from 1.</param>
/// <param name="Last">How many parts there are.</param>
/// <param name="Days">Articles a day, by feed.</param>
/// <param name="Tags">All labels in use.</param>
public sealed record FeedsModel(FeedQuery Query, FeedListPage Found, int Page, int Last, IReadOnlyDictionary<long, int[]> Days, IReadOnlyList<string> Tags);

/// <summary>What the page for adding a feed shows.</summary>
public sealed record AddFeedModel
{
    /// <summary>Its address, as typed.</summary>
    public string Url { get; init; } = "";

    /// <summary>Its name, as typed.</summary>
    public string Name { get; init; } = "";

    /// <summary>When it is polled, as typed.</summary>
    public string Schedule { get; init; } = "";

    /// <summary>Whether pages are fetched.</summary>
    public string FullText { get; init; } = "";

    /// <summary>Labels, as typed.</summary>
    public string Tags { get; init; } = "";

    /// <summary>Whether it is added although nothing usable answers.</summary>
    public bool Force { get; init; }

    /// <summary>Why it was not added; null at first.</summary>
    public string? Problem { get; init; }

    /// <summary>Feeds of that site among which to choose.</summary>
    public IReadOnlyList<string> Offered { get; init; } = [];

    /// <summary>What a look at it found; null before one.</summary>
    public CheckedFeed? Found { get; init; }

    /// <summary>What a browser sent.</summary>
    internal static AddFeedModel Of(IFormCollection form) => new()
    {
        Url = form["url"].ToString().Trim(),
        Name = form["name"].ToString().Trim(),
        Schedule = form["schedule"].ToString().Trim(),
        FullText = form["full_text"].ToString(),
        Tags = form["tags"].ToString(),
        Force = form["force"] == "true",
    };
}
