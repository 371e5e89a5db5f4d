using FeedPipeline.Consumers;
using FeedPipeline.Publishing;
using FeedPipeline.Storing.Changes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
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
        api.MapGet("/changes", ReadAsync);
        api.MapPost("/changes/commit", CommitAsync);
    }

    private static async Task<IResult> ReadAsync(
        [AsParameters] ChangeParameters wanted, HttpContext context, ChangeWait changes, ChangeStream stream, IOptions<ChangesOptions> options, IHostApplicationLifetime host)
    {
        if (wanted.Problem(options.Value.MaxWait) is { } problem)
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        var isStream = context.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == EventStream);
        if (!isStream && wanted.Patience == TimeSpan.Zero)
            return Answer(await changes.ReadAsync(wanted.Request, TimeSpan.Zero, stop.Token), wanted);
        if (!stream.Enter())
        {
            context.Response.Headers.RetryAfter = TryAgainAfterSeconds;
            return TypedResults.Problem("Too many requests wait for changes already: Changes__Waiting says how many may.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            if (!isStream)
                return Answer(await changes.ReadAsync(wanted.Request, wanted.Patience, stop.Token), wanted);
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

    private static async Task<IResult> CommitAsync([FromBody] CommitBody body, ChangeLog log, CancellationToken stop)
    {
        if (body is not { Consumer: { } consumer, Cursor: { } cursor })
            return TypedResults.Problem("consumer and cursor are needed: {\"consumer\": \"mine\", \"cursor\": \"12-345\"}.", statusCode: StatusCodes.Status400BadRequest);
        return await log.CommitAsync(consumer, cursor, stop) is { } refusal ? Refused(refusal) : TypedResults.NoContent();
    }

    private static IResult Answer(ChangePage page, ChangeParameters wanted) => page.Refusal is { } refusal
        ? Refused(refusal)
        : TypedResults.Ok(new Page([.. page.Changes.Select(change => ChangeJson.Of(change, wanted.WithArticles))], page.Changes.Count > 0 ? page.Changes[^1].Cursor : null));

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
/// <param name="Include"><c>article</c>: the article as it is now with each change.</param>
internal sealed record ChangeParameters([FromQuery] string? Consumer, [FromQuery] string? Cursor, [FromQuery] int? Limit, [FromQuery] int? Wait, [FromQuery] string? Include)
{
    private const int MaxLimit = 500;
    private const int DefaultLimit = 100;

    /// <summary>Whether articles come along.</summary>
    public bool WithArticles => Include is not null;

    /// <summary>How long to wait while there is nothing.</summary>
    public TimeSpan Patience => TimeSpan.FromSeconds(Wait ?? 0);

    /// <summary>The same for the log.</summary>
    public ChangeRequest Request => new(Consumer, Limit ?? DefaultLimit, Cursor) { WithArticles = WithArticles };

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem(TimeSpan maxWait) => this switch
    {
        { Consumer: null, Cursor: null } => "consumer is needed: the name under which your cursor is saved.",
        { Limit: < 1 or > MaxLimit } => $"limit is from 1 to {MaxLimit}.",
        { Include: not (null or "article") } => "include is article.",
        _ when Wait < 0 || Patience > maxWait => FormattableString.Invariant($"wait is from 0 to {maxWait.TotalSeconds} seconds."),
        _ => null,
    };
}
