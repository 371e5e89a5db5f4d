using FeedPipeline.Web.Answering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Web.Asking;

/// <summary>The parameters that a route takes, and no others.</summary>
/// <param name="Parameters">All of them.</param>
internal sealed record TakenParameters(IReadOnlyList<QueryParameter> Parameters);

/// <summary>The query of a request, strictly read: what is unknown or wrong is 400 and says what is right.</summary>
internal static class Query
{
    /// <summary>Lets a route take these parameters; what else the query says is refused.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, params QueryParameter[] parameters) => route
        .WithMetadata(new TakenParameters(parameters))
        .AddEndpointFilter(async (invocation, next) => Problem(invocation.HttpContext.Request.Query, parameters) is { } problem ? Problems.Wrong(problem) : await next(invocation));

    /// <summary>The value of a parameter that the route takes; the default where it was not given.</summary>
    public static T? Value<T>(this HttpContext context, QueryParameter parameter) =>
        context.Request.Query.TryGetValue(parameter.Name, out var given) ? (T?)parameter.Read(given.ToString()) : default;

    private static string? Problem(IQueryCollection query, QueryParameter[] parameters)
    {
        foreach (var (name, values) in query)
        {
            if (Array.Find(parameters, parameter => parameter.Name == name) is not { } parameter)
            {
                return $"There is no parameter \"{Shown(name)}\" here: "
                    + (parameters.Length == 0 ? "this route takes none." : $"this route takes {string.Join(", ", parameters.Select(known => known.Name))}.");
            }

            if (values.Count != 1)
                return $"{parameter.Name} is given {values.Count} times: once is enough.";
            if (parameter.Read(values.ToString()) is null)
                return $"{parameter.Name} is {parameter.Range}, not \"{Shown(values.ToString())}\".";
        }

        return null;
    }

    private static string Shown(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
