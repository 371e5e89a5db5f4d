using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Tests;

/// <summary>A publisher on the loopback: documents by path, with their ETags, and a log of who asked for what.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (string Body, string? ETag)> _documents = new();
    private readonly ConcurrentQueue<(string Path, string? IfNoneMatch)> _requests = new();
    private readonly TaskCompletionSource _released = new();
    private readonly TaskCompletionSource _asked = new();
    private Fetching.Origin _server = null!;

    /// <summary>Requests so far, in order.</summary>
    public IReadOnlyList<(string Path, string? IfNoneMatch)> Requests => [.. _requests];

    /// <summary>Ends with the first request for a path that begins with <c>/held</c>; those are answered after <see cref="Release"/>.</summary>
    public Task Asked => _asked.Task;

    public string this[string path] => _server.Url + path;

    public static async Task<Origin> StartAsync()
    {
        var origin = new Origin();
        origin._server = await Fetching.Origin.AnswerAsync(origin.AnswerAsync);
        return origin;
    }

    /// <summary>From now on, this is what the path holds; returns its address.</summary>
    public string Publish(string path, string body, string? etag = null)
    {
        _documents[path] = (body, etag);
        return this[path];
    }

    /// <summary>Answers what was held.</summary>
    public void Release() => _released.TrySetResult();

    public ValueTask DisposeAsync()
    {
        Release();
        return _server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var known = context.Request.Headers.IfNoneMatch.FirstOrDefault();
        _requests.Enqueue((path, known));
        if (path.StartsWith("/held", StringComparison.Ordinal))
        {
            _asked.TrySetResult();
            await _released.Task.WaitAsync(context.RequestAborted);
        }

        if (!_documents.TryGetValue(path, out var document))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (document.ETag is { } etag)
            context.Response.Headers.ETag = etag;
        if (document.ETag is not null && document.ETag == known)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = document.Body.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) ? "text/html" : "application/xml";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(document.Body));
    }
}
