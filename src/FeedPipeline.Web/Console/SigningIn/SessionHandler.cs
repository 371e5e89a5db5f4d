using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using FeedPipeline.Storing.Operators;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Web.Console.SigningIn;

/// <summary>Browsers that signed in. The cookie holds a random text and nothing else, a new one at every sign-in; the session itself is in the database.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionStore sessions, IOptions<WebOptions> web)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Cookie = "fp_session";

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[Cookie] is not { Length: > 0 } secret)
            return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(secret, web.Value.SessionIdle, web.Value.SessionLength, Context.RequestAborted) is not { } id)
            return AuthenticateResult.Fail("the session is over");
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id.ToString(CultureInfo.InvariantCulture)), new Claim(ClaimTypes.Name, "operator")], OperatorAccess.Session);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), OperatorAccess.Session));
    }

    /// <inheritdoc/>
    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        await EndAsync(Context.RequestAborted);
        await sessions.PruneAsync(web.Value.SessionIdle, web.Value.SessionLength, Context.RequestAborted);
        var secret = await sessions.BeginAsync(Context.Connection.RemoteIpAddress?.ToString() ?? "unknown", Context.RequestAborted);
        Response.Cookies.Append(Cookie, secret, Form());
    }

    /// <inheritdoc/>
    protected override async Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        await EndAsync(Context.RequestAborted);
        Response.Cookies.Delete(Cookie, Form());
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var isPage = HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method);
        Response.Redirect(isPage && Request.Path != "/" ? $"/sign-in?to={Uri.EscapeDataString(Request.Path + Request.QueryString)}" : "/sign-in");
        return Task.CompletedTask;
    }

    private async Task EndAsync(CancellationToken stop)
    {
        if (Request.Cookies[Cookie] is { Length: > 0 } secret && await sessions.FindAsync(secret, web.Value.SessionIdle, web.Value.SessionLength, stop) is { } id)
            await sessions.EndAsync(id, stop);
    }

    /// <summary>Lax, so that a link in a message opens its page; whatever changes something needs a form's token beside it.</summary>
    private CookieOptions Form() => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps, Path = "/", IsEssential = true };
}
