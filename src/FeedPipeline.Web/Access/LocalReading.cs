using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FeedPipeline.Web.Access;

/// <summary>Reading without a key: on this machine, by a program that was not sent by a web page or through a proxy.</summary>
internal sealed class LocalReading(IServer server, IOptions<WebOptions> options)
{
    private static readonly string[] SignsOfProxies = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", HeaderNames.Via];

    /// <summary>Why this request may not be answered without a key, in one line; null when it may.</summary>
    public string? Refusal(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0)
            return "this key is not known";
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
            return "beyond loopback every request needs a key";
        if (options.Value.KeysOnLoopback)
            return "reading needs a key here, on loopback too";
        // Whom a proxy speaks for cannot be known: what it says of that may come from anybody.
        if (SignsOfProxies.Any(context.Request.Headers.ContainsKey))
            return "what comes through a proxy needs a key";
        return IsOurs(context) ? null : "this host name is none of ours: without a key ask for localhost, or name it in Web__Hosts__0";
    }

    /// <summary>Whether a page of another site has a browser ask.</summary>
    public static bool IsFromAnotherSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "cross-site";

    /// <summary>A name that only this machine goes by. A stranger's name that leads here is a page's way to read what its visitor can (DNS rebinding).</summary>
    public bool IsOurs(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
            return IPAddress.IsLoopback(address) || address.Equals(context.Connection.LocalIpAddress);
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || options.Value.Hosts.Concat(Listening()).Contains(host, StringComparer.OrdinalIgnoreCase);
    }

    private IEnumerable<string> Listening() => (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        .Select(address => BindingAddress.Parse(address).Host).Where(host => host.Length > 0 && host is not ("*" or "+"));
}
