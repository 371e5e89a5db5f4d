using System.Diagnostics;
using System.Net;
using FeedPipeline.Web;
using FeedPipeline.Web.Console;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.Benchmarks.Web;

/// <summary>API and console over loopback, as operators have them, and how long their answers take.</summary>
internal static class LocalWeb
{
    /// <summary>On this database; <paramref name="change"/> is what is not as operators have it.</summary>
    public static WebApplication Build(string connectionString, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration["Web:CallsPerMinute"] = "10000000";
        builder.Services.AddFeedPipeline(connectionString).AddFeedPipelineConsole().AddFeedPipelineApi();
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapFeedPipelineApi();
        return app;
    }

    /// <summary>Asks so many times, one request after the other; milliseconds, the shortest first, and the bytes of the last answer. Whatever is not answered with 200 ends the run.</summary>
    public static async Task<(IReadOnlyList<double> Times, long Bytes)> AskAsync(HttpMessageInvoker client, WebApplication app, Func<string> path, int requests, string? cookie = null)
    {
        var times = new List<double>();
        var bytes = 0L;
        for (var call = 0; call < requests; call++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, app.Urls.Single() + path());
            if (cookie is not null)
                request.Headers.Add("Cookie", cookie);
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request, default);
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new InvalidOperationException($"{request.RequestUri}: {answer.StatusCode}");
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            bytes = body.Length;
        }

        times.Sort();
        return (times, bytes);
    }
}
