using System.Net;
using FeedPipeline.Web.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Web.Console.SigningIn;

/// <summary>What every request for the console has to pass: from where, under which name, and, to change something, from one of our own forms.</summary>
internal sealed class Guard(LocalReading local, IAntiforgery forms, IOptions<WebOptions> options)
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Before anybody's identity is looked at.</summary>
    public Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        if (!ConsoleRoute.IsAskedFor(context.GetEndpoint()))
            return next(context);
        Secure(context);
        if (!IsNear(context))
            return RefuseAsync(context, StatusCodes.Status403Forbidden, "The console answers on this machine only: Web__ConsoleBeyondLoopback=true opens it.");
        if (!local.IsOurs(context))
            return RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "This host name is none of ours: ask for localhost, or name it in Web__Hosts__0.");
        return IsReading(context.Request) || IsOwnPage(context.Request)
            ? next(context)
            : RefuseAsync(context, StatusCodes.Status403Forbidden, "Pages of other sites may not ask.");
    }

    /// <summary>After it: a form's token belongs to who is signed in.</summary>
    public async Task CheckFormAsync(HttpContext context, RequestDelegate next)
    {
        if (!ConsoleRoute.IsAskedFor(context.GetEndpoint()) || IsReading(context.Request))
        {
            await next(context);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = options.Value.MaxBodyBytes;
        if (await forms.IsRequestValidAsync(context))
            await next(context);
        else
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "This form is no longer good: go back, load its page again, and repeat.");
    }

    /// <summary>Whether this is asked from this machine, or from where the operator lets it.</summary>
    private bool IsNear(HttpContext context) =>
        options.Value.ConsoleBeyondLoopback || (context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)) || ProxyIdentityHandler.IsFromProxy(context, options.Value);

    /// <summary>Headers of a page of the console.</summary>
    public static void Secure(HttpContext context)
    {
        // A proxy's word only ever makes cookies stricter.
        if (context.Request.Headers["X-Forwarded-Proto"] == "https")
            context.Request.Scheme = "https";
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        // With none at all, browsers would not say either which page a form is on.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
    }

    private static bool IsReading(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>What the browser itself says of the page that asks; programs say nothing, and have no token either.</summary>
    private static bool IsOwnPage(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
        && (request.Headers.Origin.ToString() is not { Length: > 0 } origin || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)));

    private static async Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(why + "\n", context.RequestAborted);
    }
}
