using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FeedPipeline.Web.Console;

/// <summary>What a form did, told once on the page that comes after it. It travels in a sealed cookie, so that no link can put words into our mouth.</summary>
/// <param name="IsWell">Whether it was done.</param>
/// <param name="Words">One line.</param>
public sealed record Said(bool IsWell, string Words)
{
    private const string Cookie = "fp_said";
    private const int Longest = 1000;

    /// <summary>Says it on the page that this leads to.</summary>
    internal static IResult Then(HttpContext context, bool isWell, string words, string to)
    {
        var text = (isWell ? "+" : "-") + (words.Length > Longest ? words[..Longest] + "…" : words);
        context.Response.Cookies.Append(Cookie, Box(context).Protect(text), Form(context));
        return TypedResults.LocalRedirect(IsLocal(to) ? "~" + to : "~/");
    }

    /// <summary>What is to be said on this page; null when there is nothing.</summary>
    internal static Said? Take(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } sealedText)
            return null;
        context.Response.Cookies.Delete(Cookie, Form(context));
        try
        {
            var text = Box(context).Unprotect(sealedText);
            return new Said(text[0] == '+', text[1..]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether this is a path of our own.</summary>
    internal static bool IsLocal(string? to) => to is ['/', ..] and not ['/', '/' or '\\', ..] && !to.Any(char.IsControl);

    private static IDataProtector Box(HttpContext context) => context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(Cookie);

    private static CookieOptions Form(HttpContext context) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", IsEssential = true };
}
