using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Keys;
using FeedPipeline.Web.Answering;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Web.Access;

/// <summary>Reads <c>Authorization: Bearer fp_…</c> (RFC 6750).</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyStore keys, AccessRefusals refusals)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private TimeSpan? wait;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not { Count: > 0 } given)
            return AuthenticateResult.NoResult();

        if (given is [{ } header] && header.StartsWith(ApiAccess.Scheme + " ", StringComparison.OrdinalIgnoreCase)
            && await keys.FindAsync(header[(ApiAccess.Scheme.Length + 1)..].Trim(), Context.RequestAborted) is { } key)
        {
            var identity = new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, key.Id.ToString(CultureInfo.InvariantCulture)),
                    new Claim(ClaimTypes.Name, key.Name),
                    new Claim(ApiAccess.ScopeClaim, TableNaming.Of(key.Scope)),
                ],
                ApiAccess.Scheme);
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), ApiAccess.Scheme));
        }

        // A right key is never held up by others' wrong ones, which share its address behind a proxy.
        wait = refusals.Wrong(Context);
        return AuthenticateResult.Fail("not a valid key");
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        wait is { } pause ? CallLimits.RefuseAsync(Context, pause) : refusals.ChallengeAsync(Context);

    /// <inheritdoc/>
    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = $"{ApiAccess.Scheme} realm=\"feedpipeline\", error=\"insufficient_scope\", scope=\"ops\"";
        await Problems.Of(
            StatusCodes.Status403Forbidden,
            LocalReading.IsFromAnotherSite(Request) ? "Pages of other sites may not ask." : "This needs a key with scope ops.").ExecuteAsync(Context);
    }
}

/// <summary>What is said to those who have no valid key.</summary>
internal sealed class AccessRefusals(CallLimits limits, LocalReading local)
{
    /// <summary>Counts a wrong key; how long to wait when there were too many.</summary>
    public TimeSpan? Wrong(HttpContext context) => limits.Wrong(context);

    /// <summary>401, and why.</summary>
    public async Task ChallengeAsync(HttpContext context)
    {
        var given = context.Request.Headers.Authorization.Count > 0;
        context.Response.Headers.WWWAuthenticate = $"{ApiAccess.Scheme} realm=\"feedpipeline\"{(given ? ", error=\"invalid_token\"" : "")}";
        var why = LocalReading.IsFromAnotherSite(context.Request) ? "pages of other sites may not ask" : local.Refusal(context) ?? "changing anything needs a key with scope ops, on loopback too";
        await Problems.Of(StatusCodes.Status401Unauthorized, $"{char.ToUpperInvariant(why[0])}{why[1..]}. Send Authorization: Bearer fp_…; `feedpipe keys add` makes a key.").ExecuteAsync(context);
    }
}
