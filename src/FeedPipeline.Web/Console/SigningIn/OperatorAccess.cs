using FeedPipeline.Storing.Operators;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.Web.Console.SigningIn;

/// <summary>Who may use the console: a browser that signed in, or whom a configured proxy names.</summary>
internal static class OperatorAccess
{
    /// <summary>The policy of the console's routes.</summary>
    public const string Policy = "operator";

    /// <summary>The scheme of browsers that signed in.</summary>
    public const string Session = "Session";

    /// <summary>The scheme of proxies that say who asks.</summary>
    public const string Proxy = "Proxy";

    /// <summary>The form field with the token that only our own forms have.</summary>
    public const string TokenField = "token";

    private const int HashRounds = 220_000;

    /// <summary>Sessions, passwords, tokens of forms, and the keys that protect them.</summary>
    public static IServiceCollection AddOperatorAccess(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(Session, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, ProxyIdentityHandler>(Proxy, configureOptions: null);
        services.AddAuthorizationBuilder().AddPolicy(Policy, new AuthorizationPolicyBuilder(Session, Proxy).RequireAuthenticatedUser().Build());
        // Whoever may read the keys in the database may set the password there, too: sealing them would keep nobody out.
        services.AddLogging(log => log.AddFilter(typeof(XmlKeyManager).FullName, LogLevel.Error).AddFilter(typeof(OperatorAccess).Namespace, LogLevel.Warning));
        services.AddDataProtection().SetApplicationName(nameof(FeedPipeline));
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys>((keys, database) => keys.XmlRepository = database);
        services.AddAntiforgery(forms =>
        {
            forms.FormFieldName = TokenField;
            forms.Cookie.Name = "fp_form";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashRounds);
        services.AddSingleton<IPasswordHasher<OperatorStore>, PasswordHasher<OperatorStore>>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<Guard>();
        return services;
    }
}
