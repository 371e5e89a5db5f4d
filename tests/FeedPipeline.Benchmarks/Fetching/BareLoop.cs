using System.Net;
using FeedPipeline.Feeds;

namespace FeedPipeline.Benchmarks.Fetching;

/// <summary>The floor: conditional requests as .NET's client makes them, and nothing else.</summary>
internal sealed class BareLoop(int concurrency) : IDisposable
{
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { MaxConnectionsPerServer = concurrency, UseProxy = false, UseCookies = false });

    /// <summary>Whether the answer was 304.</summary>
    public async Task<bool> AskAsync(ClaimedFeed claim, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, claim.Feed.Url);
        request.Headers.TryAddWithoutValidation("If-None-Match", claim.Validators.ETag);
        request.Headers.TryAddWithoutValidation("If-Modified-Since", claim.Validators.LastModified);
        using var response = await http.SendAsync(request, stop);
        return response.StatusCode == HttpStatusCode.NotModified;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
