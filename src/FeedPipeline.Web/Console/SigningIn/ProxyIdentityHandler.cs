using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Web.Console.SigningIn;

/// <summary>Whom a proxy names, if it is one of those that are believed. Anybody can send such a header, so who connects decides.</summary>
internal sealed class ProxyIdentityHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IOptions<WebOptions> web)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const int LongestName = 200;

    /// <summary>Whether this request comes from a configured proxy.</summary>
    public static bool IsFromProxy(HttpContext context, WebOptions web) =>
        web.IdentityHeader is not null && context.Connection.RemoteIpAddress is { } remote && web.IdentityFrom.Any(known => Same(known, remote));

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (web.Value.IdentityHeader is not { } header || !IsFromProxy(Context, web.Value) || Request.Headers[header] is not [{ Length: > 0 and <= LongestName } name])
            return Task.FromResult(AuthenticateResult.NoResult());
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "proxy " + name), new Claim(ClaimTypes.Name, name)], OperatorAccess.Proxy);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), OperatorAccess.Proxy)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Task.CompletedTask;

    private static bool Same(string known, IPAddress remote) =>
        IPAddress.TryParse(known, out var address) && address.Equals(remote.IsIPv4MappedToIPv6 && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? remote.MapToIPv4() : remote);
}
