using FeedPipeline.Storing;
using FeedPipeline.Web.Console.Pages;
using FeedPipeline.Web.Console.SigningIn;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.Web.Console;

/// <summary>What a page says when something throws; what it was stands in the log.</summary>
internal sealed partial class ConsoleFaults(ILogger<ConsoleFaults> log) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!ConsoleRoute.IsAskedFor(httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint) || httpContext.Response.HasStarted)
            return false;
        var (status, says) = exception switch
        {
            BadHttpRequestException wrong => (wrong.StatusCode, "The browser sent something that cannot be used."),
            _ when FeedPipelineDatabase.IsTaken(exception) => (StatusCodes.Status409Conflict, "Another has this name or address already."),
            _ when FeedPipelineDatabase.IsAway(exception) => (StatusCodes.Status503ServiceUnavailable, "The database cannot be used just now: try again."),
            _ => (StatusCodes.Status500InternalServerError, "Something went wrong here. The log says what."),
        };
        if (status == StatusCodes.Status500InternalServerError)
            Fault(log, httpContext.Request.Path, exception);
        Guard.Secure(httpContext);
        httpContext.Response.StatusCode = status;
        if (FeedPipelineDatabase.IsAway(exception))
            await httpContext.Response.WriteAsync(says, cancellationToken);
        else
            await Page.Of<ProblemPage>(httpContext, says, status).ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The console could not answer {Path}")]
    private static partial void Fault(ILogger log, string path, Exception fault);
}
