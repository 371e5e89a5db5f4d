using FeedPipeline.Extracting;
using FeedPipeline.Flows;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Pages;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Api;
using FeedPipeline.Web.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Web.Console.Routes;

/// <summary>One feed: how it fares, its settings, and what is done to it.</summary>
internal static class FeedRoutes
{
    /// <summary><c>/feeds/{id}</c> and what its forms do.</summary>
    public static void MapFeed(this IEndpointRouteBuilder console)
    {
        console.Shows("/feeds/{id:long}", (HttpContext context, long id, FeedView view) => ShowAsync(context, view, id, form: null, problem: null));
        console.Does("/feeds/{id:long}", ChangeAsync);
        console.Does("/feeds/{id:long}/poll", PollAsync);
        console.Does("/feeds/{id:long}/pause", (HttpContext context, long id, FeedStore feeds, CancellationToken stop) =>
            DoneAsync(context, id, feeds.PauseAsync(id, stop), "Paused: it is not polled until it is resumed."));
        console.Does("/feeds/{id:long}/resume", (HttpContext context, long id, FeedStore feeds, CancellationToken stop) =>
            DoneAsync(context, id, feeds.ResumeAsync(id, stop), "Resumed."));
        console.Does("/feeds/{id:long}/remove", RemoveAsync);
        console.Does("/feeds/{id:long}/furniture/{line:long}", KeepAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, FeedView view, long id, FeedForm? form, string? problem)
    {
        var pages = context.RequestServices.GetRequiredService<IOptions<ExtractingOptions>>().Value.FurniturePages;
        if (await view.ReadAsync(id, pages, context.RequestAborted) is not { } model)
            return Page.Missing(context, $"There is no feed {id}.");
        return Page.Of<FeedPage>(context, model with { Form = form ?? model.Form, Problem = problem }, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, long id, FeedView view, FeedChanges changes, FeedStore feeds, CancellationToken stop)
    {
        var form = FeedForm.Of(await context.Request.ReadFormAsync(stop));
        if (await view.UrlAsync(id, stop) is not { } url)
            return Page.Missing(context, $"There is no feed {id}.");

        var wanted = new FeedRequest
        {
            Name = form.Name,
            // The same address is not looked at again: it may be failing just now.
            Url = form.Url == url ? null : form.Url,
            Force = form.Force,
            Schedule = form.Schedule,
            FullText = form.FullText,
            Identity = form.Identity,
            Tags = Numbers.Labels(form.Tags),
            TlsException = form.TlsException,
        };
        if (wanted.Wrong is { } wrong)
            return await ShowAsync(context, view, id, form, wrong.ProblemDetails.Detail);
        switch (await changes.PlanAsync(id, wanted.Change, stop))
        {
            case ChangedFeed.Planned planned:
                await feeds.SetAsync(planned.Feed, stop);
                return Said.Then(context, true, "Changed.", Path(id));
            case ChangedFeed.Taken taken:
                return await ShowAsync(context, view, id, form, Problems.Sentence(taken.Problem));
            case ChangedFeed.Unusable unusable:
                return await ShowAsync(context, view, id, form, Problems.Sentence(unusable.Problem) + string.Concat(unusable.Offered.Select(feed => $" {feed.Url}")));
            default:
                return Page.Missing(context, $"There is no feed {id}.");
        }
    }

    private static async Task<IResult> PollAsync(HttpContext context, long id, Dispatcher dispatcher, CancellationToken stop) => await dispatcher.PollAsync(id, stop) switch
    {
        { Failed: true } poll => Said.Then(context, false, $"Polled, {Words.Of(poll.Outcome)}: {poll.Detail}", Path(id)),
        { } poll => Said.Then(context, true, $"Polled, {Words.Of(poll.Outcome)}: {Words.Many(poll.Items, "item")}, {poll.New} new, {poll.Revised} revised, in {poll.ElapsedMs} ms.", Path(id)),
        null => Said.Then(context, false, "It is being polled already, or is not there any more.", Path(id)),
    };

    private static async Task<IResult> RemoveAsync(HttpContext context, long id, FeedStore feeds, CancellationToken stop) => await feeds.RemoveAsync(id, stop)
        ? Said.Then(context, true, $"Feed {id} was removed; its articles stay.", "/feeds")
        : Page.Missing(context, $"There is no feed {id}.");

    private static async Task<IResult> KeepAsync(HttpContext context, long id, long line, FurnitureStore furniture, CancellationToken stop)
    {
        var keeps = (await context.Request.ReadFormAsync(stop))["keep"] == "true";
        return await DoneAsync(context, id, furniture.KeepAsync(line, keeps, stop), keeps ? "It stays in articles from now on." : "It is taken off articles from now on.");
    }

    private static async Task<IResult> DoneAsync(HttpContext context, long id, Task<bool> done, string words) =>
        await done ? Said.Then(context, true, words, Path(id)) : Said.Then(context, false, "Nothing to be done: it is so already, or is not there any more.", Path(id));

    private static string Path(long id) => FormattableString.Invariant($"/feeds/{id}");
}

/// <summary>A feed's settings, as typed.</summary>
public sealed record FeedForm
{
    /// <summary>Unique.</summary>
    public string Name { get; init; } = "";

    /// <summary>Address of the document.</summary>
    public string Url { get; init; } = "";

    /// <summary>Whether a new address is taken although nothing usable answers.</summary>
    public bool Force { get; init; }

    /// <summary>When it is polled.</summary>
    public string Schedule { get; init; } = "";

    /// <summary>Whether pages are fetched.</summary>
    public string FullText { get; init; } = "";

    /// <summary>What its items are told apart by; <c>auto</c> while that is measured.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Labels, with commas between them.</summary>
    public string Tags { get; init; } = "";

    /// <summary>Why its host may show any certificate; empty for no exception.</summary>
    public string TlsException { get; init; } = "";

    /// <summary>What a browser sent.</summary>
    internal static FeedForm Of(IFormCollection form) => new()
    {
        Name = form["name"].ToString().Trim(),
        Url = form["url"].ToString().Trim(),
        Force = form["force"] == "true",
        Schedule = form["schedule"].ToString().Trim(),
        FullText = form["full_text"].ToString(),
        Identity = form["identity"].ToString(),
        Tags = form["tags"].ToString(),
        TlsException = form["tls_exception"].ToString().Trim(),
    };
}
