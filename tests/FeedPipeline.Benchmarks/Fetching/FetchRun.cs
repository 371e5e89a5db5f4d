using System.Globalization;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Benchmarks.Fetching;

/// <summary><c>fetch</c>: answers 304 per second of processor time, of a bare <see cref="SocketsHttpHandler"/> loop, of the fetcher and of the whole worker, over the same addresses of a local nginx.</summary>
internal static class FetchRun
{
    private const int Concurrency = 64;
    private const int Feeds = 10_000;
    private const int Hosts = 50;
    private const int WarmRounds = 3;
    private const int Rounds = 5;

    /// <summary>Prints the rates and their medians as shares of the loop's; returns 1 where the worker's is below one half.</summary>
    public static async Task<int> RunAsync()
    {
        await using var nginx = await LocalNginx.StartAsync(Feeds, Hosts);
        var options = Options.Create(new FetchingOptions { AllowedNetworks = ["127.0.0.0/8"], HostDelay = TimeSpan.Zero, PerHost = Concurrency, Concurrency = Concurrency });
        using var http = FetchingClient.Create(options.Value);
        using var client = new PoliteClient(http, options, TimeProvider.System);
        var fetcher = new FeedFetcher(client, new NetworkWatch(options, TimeProvider.System), options, TimeProvider.System);
        using var bare = new BareLoop(Concurrency);
        List<ClaimedFeed> claims = [];
        foreach (var url in nginx.Urls)
            claims.Add(await ClaimAsync(fetcher, url));
        await using var worker = await LocalWorker.StartAsync(nginx.Urls);

        List<(double Loop, double Fetcher, double Worker)> rounds = [];
        for (var round = 0; round < WarmRounds + Rounds; round++)
        {
            var loop = await RateAsync(claims, bare.AskAsync);
            var ours = await RateAsync(claims, async (claim, stop) => await fetcher.FetchAsync(claim, stop) is FetchResult.NotModified);
            var whole = await RateAsync(worker);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"304 per CPU second: loop {loop:0}, fetcher {ours:0} ({ours / loop:P0}), worker {whole:0} ({whole / loop:P0}){(round < WarmRounds ? ", not counted" : "")}"));
            if (round >= WarmRounds)
                rounds.Add((loop, ours, whole));
        }

        var share = Median(rounds.Select(round => round.Worker / round.Loop));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"medians: fetcher {Median(rounds.Select(round => round.Fetcher / round.Loop)):P0} of the loop, worker {share:P0}"));
        return share >= 0.5 ? 0 : 1;
    }

    private static async Task<ClaimedFeed> ClaimAsync(FeedFetcher fetcher, string url)
    {
        var feed = new Feed { Name = url, Url = url };
        for (var tries = 0; ; tries++)
        {
            if (await fetcher.FetchAsync(feed, Validators.None, CancellationToken.None) is FetchResult.Fetched fetched)
            {
                var now = TimeProvider.System.GetUtcNow();
                return new ClaimedFeed { Feed = feed, Fence = 1, ClaimedAt = now, DueAt = now, ProvedAt = now, Validators = fetched.Validators };
            }

            if (tries == 100)
                throw new InvalidOperationException($"{feed.Url} does not answer.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static async Task<double> RateAsync(IReadOnlyList<ClaimedFeed> claims, Func<ClaimedFeed, CancellationToken, Task<bool>> ask)
    {
        var began = Environment.CpuUsage.TotalTime;
        var good = 0;
        await Parallel.ForEachAsync(claims, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (claim, stop) =>
        {
            if (await ask(claim, stop))
                Interlocked.Increment(ref good);
        });
        return good == claims.Count
            ? claims.Count / (Environment.CpuUsage.TotalTime - began).TotalSeconds
            : throw new InvalidOperationException($"Only {good} of {claims.Count} were answered 304.");
    }

    private static async Task<double> RateAsync(LocalWorker worker)
    {
        var (began, before) = (worker.CpuTime, await worker.NotModifiedAsync());
        await worker.PollAllAsync(Feeds);
        var took = worker.CpuTime - began;
        var good = await worker.NotModifiedAsync() - before;
        return good == Feeds ? Feeds / took.TotalSeconds : throw new InvalidOperationException($"Only {good} of {Feeds} polls were answered 304.");
    }

    private static double Median(IEnumerable<double> values)
    {
        List<double> sorted = [.. values.Order()];
        return sorted[sorted.Count / 2];
    }
}
