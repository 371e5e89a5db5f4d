using FeedPipeline.Storing;
using FeedPipeline.Storing.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FeedPipeline.Web.Access;

/// <summary>Who may do what: the scheme of keys, and a policy for each scope. A route that names none gets the one of its method.</summary>
internal static class ApiAccess
{
    /// <summary>The policy of routes that read.</summary>
    public const string Read = "read";

    /// <summary>The policy of routes that change something.</summary>
    public const string Ops = "ops";

    /// <summary>The scheme in <c>Authorization</c> (RFC 6750).</summary>
    public const string Scheme = "Bearer";

    /// <summary>What of a key stands in the user's claims.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>Authentication and authorization.</summary>
    public static IServiceCollection AddApiAccess(this IServiceCollection services)
    {
        services.AddAuthentication(Scheme).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Scheme, configureOptions: null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Read, policy => policy.AddRequirements(new ScopeRequirement(ApiScope.Read)))
            .AddPolicy(Ops, policy => policy.AddRequirements(new ScopeRequirement(ApiScope.Ops)))
            .SetDefaultPolicy(ByMethod)
            .SetFallbackPolicy(ByMethod);
        services.AddSingleton<IAuthorizationHandler, ScopeHandler>();
        services.AddSingleton<LocalReading>();
        services.AddSingleton<CallLimits>();
        services.AddSingleton<AccessRefusals>();
        return services;
    }

    /// <summary>Everything that has no policy of its own is read with GET and HEAD, and changed with all else.</summary>
    private static AuthorizationPolicy ByMethod { get; } = new AuthorizationPolicyBuilder(Scheme).AddRequirements(new ScopeRequirement(null)).Build();
}

/// <summary>A scope is needed.</summary>
/// <param name="Scope">Which; null for the one of the request's method.</param>
internal sealed record ScopeRequirement(ApiScope? Scope) : IAuthorizationRequirement
{
    /// <summary>The scope that this request needs.</summary>
    public ApiScope For(HttpRequest request) =>
        Scope ?? (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? ApiScope.Read : ApiScope.Ops);
}

/// <summary>Holds a request's key, or its place, against the scope that is needed.</summary>
internal sealed class ScopeHandler(LocalReading local) : AuthorizationHandler<ScopeRequirement>
{
    /// <inheritdoc/>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.Resource is HttpContext asked && !LocalReading.IsFromAnotherSite(asked.Request))
        {
            var needed = requirement.For(asked.Request);
            var scope = context.User.FindFirst(ApiAccess.ScopeClaim) is { } claim ? TableNaming.Parse<ApiScope>(claim.Value) : null;
            var isAllowed = scope is { } given ? given >= needed : needed == ApiScope.Read && local.Refusal(asked) is null;
            if (isAllowed)
                context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
