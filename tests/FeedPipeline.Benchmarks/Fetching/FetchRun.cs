using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Benchmarks.Fetching;

/// <summary><c>fetch</c>: answers 304 per second of processor time of the fetcher, beside a bare <see cref="SocketsHttpHandler"/> loop over the same addresses of a local nginx.</summary>
internal static class FetchRun
{
    private const int Requests = 30_000;
    private const int Concurrency = 64;
    private const int Files = 100;
    private const int WarmRounds = 2;
    private const int Rounds = 5;

    /// <summary>Prints both figures and their ratio; returns 1 below one half.</summary>
    public static async Task<int> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("fetch-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(directory, (UnixFileMode)0x1ed);
        var port = FreePort();
        for (var file = 0; file < Files; file++)
            await File.WriteAllTextAsync(Path.Combine(directory, $"{file}.xml"), $"<rss version='2.0'><channel><title>{file}</title></channel></rss>");
        await File.WriteAllTextAsync(Path.Combine(directory, "nginx.conf"), $$"""
            daemon off; {{(Environment.IsPrivilegedProcess ? "user root;" : "")}} worker_processes 1; pid {{directory}}/pid; error_log {{directory}}/error.log;
            events { worker_connections 512; }
            http { access_log off; keepalive_requests 1000000; client_body_temp_path {{directory}}/t1; proxy_temp_path {{directory}}/t2; fastcgi_temp_path {{directory}}/t3;
                   uwsgi_temp_path {{directory}}/t4; scgi_temp_path {{directory}}/t5; server { listen 127.0.0.1:{{port}}; root {{directory}}; } }
            """);
        using var nginx = Process.Start(new ProcessStartInfo("/usr/sbin/nginx", ["-c", Path.Combine(directory, "nginx.conf"), "-e", Path.Combine(directory, "error.log")]))!;
        try
        {
            string[] urls = [.. Enumerable.Range(0, Files).Select(file => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/{file}.xml"))];
            return await CompareAsync(urls);
        }
        finally
        {
            nginx.Kill(entireProcessTree: true);
            await nginx.WaitForExitAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<int> CompareAsync(string[] urls)
    {
        var options = Options.Create(new FetchingOptions { AllowedNetworks = ["127.0.0.0/8"], HostDelay = TimeSpan.Zero, PerHost = Concurrency, Concurrency = Concurrency });
        using var http = FetchingClient.Create(options.Value);
        using var client = new PoliteClient(http, options, TimeProvider.System);
        var fetcher = new FeedFetcher(client, new NetworkWatch(options, TimeProvider.System), options, TimeProvider.System);
        using var bare = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = Concurrency, UseProxy = false, UseCookies = false });

        var claims = new List<ClaimedFeed>();
        foreach (var url in urls)
        {
            var feed = new Feed { Name = url, Url = url };
            var first = await FirstAsync(fetcher, feed);
            var now = TimeProvider.System.GetUtcNow();
            claims.Add(new ClaimedFeed { Feed = feed, Fence = 1, ClaimedAt = now, DueAt = now, ProvedAt = now, Validators = first });
        }

        List<double> ratios = [];
        for (var round = 0; round < Rounds; round++)
        {
            var loop = await MeasureAsync(async (index, stop) => await AskBareAsync(bare, claims[index % Files], stop));
            var ours = await MeasureAsync(async (index, stop) => await fetcher.FetchAsync(claims[index % Files], stop) is FetchResult.NotModified);
            if (round >= WarmRounds)
                ratios.Add(ours / loop);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"304 per CPU second: loop {loop:0}, fetcher {ours:0}, {ours / loop:P0}"));
        }

        return ratios.Order().ElementAt(ratios.Count / 2) >= 0.5 ? 0 : 1;
    }

    private static async Task<Validators> FirstAsync(FeedFetcher fetcher, Feed feed)
    {
        for (var tries = 0; ; tries++)
        {
            if (await fetcher.FetchAsync(feed, Validators.None, CancellationToken.None) is FetchResult.Fetched fetched)
                return fetched.Validators;
            if (tries == 100)
                throw new InvalidOperationException($"{feed.Url} does not answer.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static async Task<bool> AskBareAsync(HttpMessageInvoker bare, ClaimedFeed claim, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, claim.Feed.Url);
        request.Headers.TryAddWithoutValidation("If-None-Match", claim.Validators.ETag);
        request.Headers.TryAddWithoutValidation("If-Modified-Since", claim.Validators.LastModified);
        using var response = await bare.SendAsync(request, stop);
        return response.StatusCode == HttpStatusCode.NotModified;
    }

    private static async Task<double> MeasureAsync(Func<int, CancellationToken, Task<bool>> ask)
    {
        var began = Environment.CpuUsage.TotalTime;
        var good = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (index, stop) =>
        {
            if (await ask(index, stop))
                Interlocked.Increment(ref good);
        });
        return good == Requests
            ? Requests / (Environment.CpuUsage.TotalTime - began).TotalSeconds
            : throw new InvalidOperationException($"Only {good} of {Requests} were answered 304.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
