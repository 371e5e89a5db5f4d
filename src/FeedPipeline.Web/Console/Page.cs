using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FeedPipeline.Web.Console;

/// <summary>Answers with a page.</summary>
internal static class Page
{
    /// <summary>The page that shows this.</summary>
    public static IResult Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TPage>(HttpContext context, object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(Visit)] = Visit.Of(context), ["Model"] = model })
        {
            PreventStreamingRendering = true,
            StatusCode = status,
        };

    /// <summary>The page that says there is nothing.</summary>
    public static IResult Missing(HttpContext context, string what) => Of<Pages.ProblemPage>(context, what, StatusCodes.Status404NotFound);
}
