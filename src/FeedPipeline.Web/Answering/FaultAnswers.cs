using FeedPipeline.Storing;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Web.Answering;

/// <summary>What is answered when something throws: what clients can do something about, by its own status; all else is 500, and stands in the log.</summary>
internal sealed class FaultAnswers : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException wrong => Problems.Of(wrong.StatusCode, wrong.Message),
            _ when FeedPipelineDatabase.IsTaken(exception) => Problems.Conflict("Another has this name or address already."),
            // Which database, and what it said, is for the log.
            _ when FeedPipelineDatabase.IsAway(exception) => Problems.Of(StatusCodes.Status503ServiceUnavailable, "The database cannot be used just now: try again."),
            _ => null,
        };
        if (problem is null)
            return false;
        httpContext.Response.StatusCode = problem.StatusCode;
        if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = "5";
        await problem.ExecuteAsync(httpContext);
        return true;
    }
}
