using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Web.Access;

/// <summary>Headers that keep browsers from making anything of an answer but what it says it is.</summary>
internal static class SafeHeaders
{
    private const string NothingRuns = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    /// <summary>On every answer, errors too; a route may set its own policy of content, of caching or of referrers before.</summary>
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.XFrameOptions = "DENY";
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = NothingRuns;
            // What is read with a key is for its holder, and is asked for again each time.
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "private, no-cache";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
