using System.Globalization;
using System.Security.Claims;
using FeedPipeline.Storing.Operators;
using FeedPipeline.Web.Console.Pages;
using FeedPipeline.Web.Console.SigningIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace FeedPipeline.Web.Console.Routes;

/// <summary>Signing in and out, and setting the password under a one-time link.</summary>
internal static class SignInRoutes
{
    private const int ShortestPassword = 12;
    private const int LongestPassword = 200;

    /// <summary><c>/sign-in</c>, <c>/sign-out</c> and <c>/set-up</c>.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder console)
    {
        console.ShowsAnybody("/sign-in", ShowAsync);
        console.DoesForAnybody("/sign-in", SignInAsync);
        console.ShowsAnybody("/set-up", ShowSetUpAsync);
        console.DoesForAnybody("/set-up", SetUpAsync);
        console.Does("/sign-out", SignOutAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, OperatorStore operators, CancellationToken stop) =>
        Page.Of<SignInPage>(context, new SignInModel(context.Request.Query["to"], await operators.PasswordAsync(stop) is not null, null));

    private static async Task<IResult> SignInAsync(HttpContext context, OperatorStore operators, IPasswordHasher<OperatorStore> hasher, SignInLimits limits, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var (given, to) = (form["password"].ToString(), form["to"].ToString());
        if (limits.Try(context) is { } wait)
        {
            var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Wrong(StatusCodes.Status429TooManyRequests, $"There were too many tries: wait {Words.Span(TimeSpan.FromSeconds(seconds))}.");
        }

        var known = await operators.PasswordAsync(stop);
        if (known is null || given.Length > LongestPassword || hasher.VerifyHashedPassword(operators, known, given) == PasswordVerificationResult.Failed)
            return Wrong(StatusCodes.Status401Unauthorized, "This is not the password.");
        await context.SignInAsync(OperatorAccess.Session, new ClaimsPrincipal(new ClaimsIdentity(OperatorAccess.Session)));
        return TypedResults.LocalRedirect(Said.IsLocal(to) ? "~" + to : "~/");

        IResult Wrong(int status, string problem) => Page.Of<SignInPage>(context, new SignInModel(to, HasPassword: true, problem), status);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(OperatorAccess.Session);
        return TypedResults.LocalRedirect("~/sign-in");
    }

    private static async Task<IResult> ShowSetUpAsync(HttpContext context, OperatorStore operators, CancellationToken stop)
    {
        var link = context.Request.Query["link"].ToString();
        var isGood = await operators.IsLinkAsync(link, stop);
        return Page.Of<SetUpPage>(context, new SetUpModel(link, isGood, null), isGood ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> SetUpAsync(HttpContext context, OperatorStore operators, IPasswordHasher<OperatorStore> hasher, SignInLimits limits, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var (link, password, again) = (form["link"].ToString(), form["password"].ToString(), form["again"].ToString());
        if (limits.Try(context) is not null)
            return Wrong(StatusCodes.Status429TooManyRequests, "There were too many tries: wait a minute.");
        if (password.Length is < ShortestPassword or > LongestPassword)
            return Wrong(StatusCodes.Status400BadRequest, $"A password has {ShortestPassword} to {LongestPassword} characters.");
        if (password != again)
            return Wrong(StatusCodes.Status400BadRequest, "The two passwords differ.");
        if (!await operators.SetAsync(link, hasher.HashPassword(operators, password), stop))
            return Page.Of<SetUpPage>(context, new SetUpModel(link, IsGood: false, null), StatusCodes.Status404NotFound);
        await context.SignInAsync(OperatorAccess.Session, new ClaimsPrincipal(new ClaimsIdentity(OperatorAccess.Session)));
        return TypedResults.LocalRedirect("~/");

        IResult Wrong(int status, string problem) => Page.Of<SetUpPage>(context, new SetUpModel(link, IsGood: true, problem), status);
    }
}

/// <summary>What the page for signing in shows.</summary>
/// <param name="To">Where to go on.</param>
/// <param name="HasPassword">Whether there is a password yet.</param>
/// <param name="Problem">Why it was refused; null at first.</param>
public sealed record SignInModel(string? To, bool HasPassword, string? Problem);

/// <summary>What the page for setting the password shows.</summary>
/// <param name="Link">The link's secret.</param>
/// <param name="IsGood">Whether it is good.</param>
/// <param name="Problem">Why the password was refused; null at first.</param>
public sealed record SetUpModel(string Link, bool IsGood, string? Problem);
