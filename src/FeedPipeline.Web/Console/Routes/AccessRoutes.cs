using FeedPipeline.Storing;
using FeedPipeline.Storing.Keys;
using FeedPipeline.Storing.Operators;
using FeedPipeline.Web.Console.Pages;
using FeedPipeline.Web.Console.SigningIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Console.Routes;

/// <summary>Who may do what: keys of the API, and browsers that are signed in.</summary>
internal static class AccessRoutes
{
    private const int LongestName = 80;
    private const int ShownKeys = 200;

    /// <summary><c>/access</c> and what its forms do.</summary>
    public static void MapAccess(this IEndpointRouteBuilder console)
    {
        console.Shows("/access", (HttpContext context, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop) => ShowAsync(context, contexts, null, stop));
        console.Does("/access/keys", AddKeyAsync);
        console.Does("/access/keys/revoke", RevokeAsync);
        console.Does("/access/sessions/end", EndAsync);
        console.Does("/access/password", PasswordAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, IDbContextFactory<FeedPipelineDb> contexts, string? made, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var keys = await db.ApiKeys.OrderBy(key => key.RevokedAt != null).ThenByDescending(key => key.Id).Take(ShownKeys).ToListAsync(stop);
        var sessions = await db.OperatorSessions.OrderByDescending(session => session.SeenAt).Take(ShownKeys).ToListAsync(stop);
        var own = Numbers.Id(context.User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value);
        return Page.Of<AccessPage>(context, new AccessModel(keys, sessions, own, made));
    }

    private static async Task<IResult> AddKeyAsync(HttpContext context, ApiKeyStore keys, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var name = form["name"].ToString().Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl) || TableNaming.Parse<ApiScope>(form["scope"].ToString()) is not { } scope)
            return Said.Then(context, false, $"A key has a name of 1 to {LongestName} characters, and a scope.", "/access");
        return await keys.AddAsync(name, scope, stop) is { } made
            ? await ShowAsync(context, contexts, made, stop)
            : Said.Then(context, false, $"There is a key named {name} already: revoke it first, or choose another name.", "/access");
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, ApiKeyStore keys, CancellationToken stop)
    {
        var name = (await context.Request.ReadFormAsync(stop))["name"].ToString();
        return await keys.RevokeAsync(name, stop)
            ? Said.Then(context, true, $"Key {name} was revoked.", "/access")
            : Said.Then(context, false, "There is no such key any more.", "/access");
    }

    private static async Task<IResult> EndAsync(HttpContext context, SessionStore sessions, CancellationToken stop)
    {
        if (Numbers.Id((await context.Request.ReadFormAsync(stop))["session"]) is { } id)
            await sessions.EndAsync(id, stop);
        return Said.Then(context, true, "The session was ended.", "/access");
    }

    /// <summary>Who knows the present password gets a link to set another.</summary>
    private static async Task<IResult> PasswordAsync(HttpContext context, OperatorStore operators, IPasswordHasher<OperatorStore> hasher, SignInLimits limits, CancellationToken stop)
    {
        var given = (await context.Request.ReadFormAsync(stop))["password"].ToString();
        if (limits.Try(context) is not null)
            return Said.Then(context, false, "There were too many tries: wait a minute.", "/access");
        if (await operators.PasswordAsync(stop) is not { } known || hasher.VerifyHashedPassword(operators, known, given) == PasswordVerificationResult.Failed)
            return Said.Then(context, false, "This is not the password.", "/access");
        return TypedResults.LocalRedirect("~/set-up?link=" + await operators.AddLinkAsync(SetUpLink.Lifetime, stop));
    }
}

/// <summary>What the page of keys and sessions shows.</summary>
/// <param name="Keys">Keys of the API, valid ones first.</param>
/// <param name="Sessions">Browsers that are signed in.</param>
/// <param name="Own">The session that asks; null behind a proxy that says who asks.</param>
/// <param name="Made">A key that was just made: the only time that it can be seen.</param>
public sealed record AccessModel(IReadOnlyList<ApiKey> Keys, IReadOnlyList<OperatorSession> Sessions, long? Own, string? Made);
