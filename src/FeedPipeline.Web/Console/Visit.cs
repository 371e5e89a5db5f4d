using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FeedPipeline.Web.Console;

/// <summary>What every page knows of the request that it answers.</summary>
public sealed record Visit
{
    /// <summary>Who is signed in; null before.</summary>
    public string? Operator { get; init; }

    /// <summary>Path and query, to come back to.</summary>
    public required string Address { get; init; }

    /// <summary>The query's values, by name.</summary>
    public required IQueryCollection Query { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Name of the form field with the token.</summary>
    public required string TokenField { get; init; }

    /// <summary>What shows that a form is ours.</summary>
    public required string Token { get; init; }

    /// <summary>What the last form did, in one line; null without one.</summary>
    public Said? Said { get; init; }

    /// <summary>The same page with one value of its query changed, and at its begin.</summary>
    public string With(string name, string? value)
    {
        var query = Query.Where(part => part.Key != name && part.Key != "page" && part.Key != "cursor").SelectMany(part => part.Value, (part, one) => (part.Key, Value: one));
        if (value is not null)
            query = query.Append((name, value));
        var text = string.Join('&', query.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{Uri.EscapeDataString(part.Key)}={Uri.EscapeDataString(part.Value!)}"));
        var path = Address.Split('?')[0];
        return text.Length == 0 ? path : $"{path}?{text}";
    }

    /// <summary>What this request is.</summary>
    internal static Visit Of(HttpContext context)
    {
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return new Visit
        {
            Operator = context.User.Identity?.IsAuthenticated == true ? context.User.FindFirstValue(ClaimTypes.Name) : null,
            Address = context.Request.Path + context.Request.QueryString,
            Query = context.Request.Query,
            Now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
            TokenField = tokens.FormFieldName,
            Token = tokens.RequestToken!,
            Said = Said.Take(context),
        };
    }
}
