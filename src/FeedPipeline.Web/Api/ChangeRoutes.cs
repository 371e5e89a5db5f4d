using System.Text.Json.Nodes;
using FeedPipeline.Articles;
using FeedPipeline.Consumers;
using FeedPipeline.Publishing;
using FeedPipeline.Storing.Changes;
using FeedPipeline.Web.Access;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Web.Api;

/// <summary>The change log over HTTP: at once, as a long poll, or as Server-Sent Events. A consumer is its reader's own bookmark, so the right to read is enough to save it.</summary>
internal static class ChangeRoutes
{
    private const string EventStream = "text/event-stream";
    private const string TryAgainAfterSeconds = "5";

    /// <summary><c>/changes</c> and <c>/changes/commit</c>.</summary>
    public static void MapChanges(this IEndpointRouteBuilder api)
    {
        api.MapGet("/changes", ReadAsync).RequireAuthorization(ApiAccess.Read).Takes(ChangeParameters.All)
            .WithName("readChanges").WithSummary("Reads what happened to articles, in the order in which it was committed: at once, as a long poll (wait), or as Server-Sent Events. \"next\" is the cursor to commit.")
            .Produces<Listed<ChangeRow>>(StatusCodes.Status200OK, "application/json", EventStream).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status410Gone);
        api.MapPost("/changes/commit", CommitAsync).RequireAuthorization(ApiAccess.Read).Takes()
            .WithName("commitChanges").WithSummary("Saves how far a consumer is. A key with scope read is enough: a consumer is its reader's own bookmark.")
            .Takes<CommitBody>().Produces(StatusCodes.Status204NoContent).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status410Gone);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context, ChangeWait changes, ChangeStream stream, IOptions<ChangesOptions> options, IHostApplicationLifetime host)
    {
        var wanted = ChangeParameters.Of(context);
        if (wanted.Problem(options.Value.MaxWait) is { } problem)
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        var isStream = context.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == EventStream);
        if (!isStream && wanted.LongestPause == TimeSpan.Zero)
            return Answer(await changes.ReadAsync(wanted.Request, TimeSpan.Zero, stop.Token), wanted);
        if (!stream.Enter())
        {
            context.Response.Headers.RetryAfter = TryAgainAfterSeconds;
            return TypedResults.Problem("Too many requests wait for changes already: Changes__Waiting says how many may.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            if (!isStream)
                return Answer(await changes.ReadAsync(wanted.Request, wanted.LongestPause, stop.Token), wanted);
            var request = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? wanted.Request with { After = last } : wanted.Request;
            return await stream.WriteAsync(context.Response, request, stop.Token) is { } refusal ? Refused(refusal) : Results.Empty;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Results.Empty;
        }
        finally
        {
            stream.Leave();
        }
    }

    private static async Task<IResult> CommitAsync(HttpContext context, ChangeLog log, CancellationToken stop)
    {
        var (body, wrong) = await JsonBody.ReadAsync<CommitBody>(context);
        if (wrong is not null)
            return wrong;
        if (body is not { Consumer: { } consumer, Cursor: { } cursor })
            return TypedResults.Problem("consumer and cursor are needed: {\"consumer\": \"mine\", \"cursor\": \"12-345\"}.", statusCode: StatusCodes.Status400BadRequest);
        return await log.CommitAsync(consumer, cursor, stop) is { } refusal ? Refused(refusal) : TypedResults.NoContent();
    }

    private static IResult Answer(ChangePage page, ChangeParameters wanted) => page.Refusal is { } refusal
        ? Refused(refusal)
        : TypedResults.Ok(new Listed<JsonNode>([.. page.Changes.Select(change => ChangeJson.Of(change, wanted.WithArticles))], page.Changes.Count > 0 ? page.Changes[^1].Cursor : null));

    private static IResult Refused(LogRefusal refusal) => TypedResults.Problem(refusal.Line, statusCode: refusal.Kind switch
    {
        LogRefusalKind.Unknown => StatusCodes.Status404NotFound,
        LogRefusalKind.Pruned or LogRefusalKind.Ahead => StatusCodes.Status410Gone,
        LogRefusalKind.Full => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    });
}

/// <summary>What a consumer is done with.</summary>
/// <param name="Consumer">Who.</param>
/// <param name="Cursor">All changes up to this one.</param>
internal sealed record CommitBody(string? Consumer, string? Cursor);

/// <summary>Which changes are wanted, and how.</summary>
/// <param name="Consumer">Whose next changes; it is made by its first read.</param>
/// <param name="Cursor">Go on from here instead of the saved cursor.</param>
/// <param name="Limit">1 to 500, 100 when not given.</param>
/// <param name="Wait">Seconds to wait while there is nothing.</param>
/// <param name="WithArticles">Whether articles come along.</param>
internal sealed record ChangeParameters(string? Consumer, string? Cursor, int Limit, int Wait, bool WithArticles)
{
    private const int LongestName = 200;
    private const int LongestWait = 3600;

    private static readonly QueryParameter Reader = QueryParameter.Text("consumer", "Under which name the cursor is saved; it is made by its first read. Needed unless there is a cursor.", LongestName);
    private static readonly QueryParameter From = QueryParameter.Text("cursor", "Go on from here instead of the saved cursor: the \"next\" or \"cursor\" of what was read before.", LongestName);
    private static readonly QueryParameter Patience = QueryParameter.Whole("wait", "Seconds to wait while there is nothing; Changes:MaxWait says how many are allowed.", 0, LongestWait, 0);
    private static readonly QueryParameter Include = QueryParameter.Choice("include", "article: the article as it is now with each change.", null, "article");

    /// <summary>What the route takes.</summary>
    public static QueryParameter[] All { get; } = [Reader, From, Lists.Limit, Patience, Include];

    /// <summary>How long to wait while there is nothing.</summary>
    public TimeSpan LongestPause => TimeSpan.FromSeconds(Wait);

    /// <summary>The same for the log.</summary>
    public ChangeRequest Request => new(Consumer, Limit, Cursor) { WithArticles = WithArticles };

    /// <summary>What this request wants.</summary>
    public static ChangeParameters Of(HttpContext context) =>
        new(context.Value<string>(Reader), context.Value<string>(From), context.Count(), context.Value<int?>(Patience) ?? 0, context.Value<string>(Include) is not null);

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem(TimeSpan maxWait) => this switch
    {
        { Consumer: null, Cursor: null } => "consumer is needed: the name under which your cursor is saved.",
        _ when LongestPause > maxWait => FormattableString.Invariant($"wait is from 0 to {maxWait.TotalSeconds} seconds."),
        _ => null,
    };
}

/// <summary>A change as it is answered.</summary>
/// <param name="Cursor">Its place: what to commit when it is done with.</param>
/// <param name="Seq">Place in the log.</param>
/// <param name="ArticleId">The article.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Class">Of a revision, its class.</param>
/// <param name="Revision">Of the article, after the change.</param>
/// <param name="ChangedFields">Columns of <c>article</c> that changed.</param>
/// <param name="At">When.</param>
/// <param name="Article">The article as it is now, with <c>include=article</c>; null when it is gone.</param>
internal sealed record ChangeRow(
    string Cursor, long Seq, long ArticleId, ChangeKind Kind, RevisionClass? Class, int Revision, IReadOnlyList<string> ChangedFields, DateTimeOffset At, StoredArticle? Article);
