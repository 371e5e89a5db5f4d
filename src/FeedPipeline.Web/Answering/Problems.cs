using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FeedPipeline.Web.Answering;

/// <summary>Errors as problem+json (RFC 9457): one line that says what is wrong and what to do.</summary>
internal static class Problems
{
    /// <summary>An error of this status.</summary>
    public static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>400.</summary>
    public static ProblemHttpResult Wrong(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    /// <summary>404.</summary>
    public static ProblemHttpResult Missing(string what, long id) => Of(StatusCodes.Status404NotFound, $"There is no {what} {id}.");

    /// <summary>One line of the command line as a sentence.</summary>
    public static string Sentence(string line) => $"{char.ToUpperInvariant(line[0])}{line[1..]}.";

    /// <summary>409.</summary>
    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, detail);
}
