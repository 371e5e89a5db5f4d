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
    private const int Passes = 3;
    private const int WarmRounds = 6;
    private const int Rounds = 5;

    /// <summary>Prints the rates and their medians as shares of the loop's; returns 1 where the worker's is below one half.</summary>
    public static async Task<int> RunAsync(string program)
    {
        await using var nginx = await LocalNginx.StartAsync(Feeds, Hosts);
        var options = Options.Create(new FetchingOptions { AllowedNetworks = ["127.0.0.0/8"], HostDelay = TimeSpan.Zero, PerHost = Concurrency, Concurrency = Concurrency });
        using var http = FetchingClient.Create(options.Value);
        using var client = new PoliteClient(http, options, TimeProvider.System);
        var fetcher = new FeedFetcher(client, new NetworkWatch(options, TimeProvider.System), options);
        using var bare = new BareLoop(Concurrency);
        List<ClaimedFeed> claims = [];
        foreach (var url in nginx.Urls)
            claims.Add(await ClaimAsync(fetcher, url));
        await using var worker = await LocalWorker.StartAsync(program, nginx.Urls);

        List<(double Loop, double Fetcher, double Worker)> rounds = [];
        var all = new Spent(TimeSpan.Zero, TimeSpan.Zero, 0, 0);
        for (var round = 0; round < WarmRounds + Rounds; round++)
        {
            var loop = await RateAsync(claims, bare.AskAsync);
            var ours = await RateAsync(claims, async (claim, stop) => await fetcher.FetchAsync(claim, stop) is FetchResult.NotModified);
            var spent = await PollAsync(worker);
            var whole = Feeds * Passes / spent.Worker.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"304 per CPU second: loop {loop:0}, fetcher {ours:0} ({ours / loop:P0}), worker {whole:0} ({whole / loop:P0}){(round < WarmRounds ? ", not counted" : "")}"));
            if (round < WarmRounds)
                continue;
            rounds.Add((loop, ours, whole));
            all += spent;
        }

        var share = Median(rounds.Select(round => round.Worker / round.Loop));
        var polls = Feeds * Passes * Rounds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"medians: loop {Median(rounds.Select(round => round.Loop)):0}, fetcher {Median(rounds.Select(round => round.Fetcher)):0} ({Median(rounds.Select(round => round.Fetcher / round.Loop)):P0}), worker {Median(rounds.Select(round => round.Worker)):0} ({share:P0})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a poll: worker {all.Worker.TotalMicroseconds / polls:0} µs, PostgreSQL {all.Server.TotalMicroseconds / polls:0} µs, {(double)all.WalBytes / polls:0} bytes of log, {(double)all.Commits / polls:0.000} commits; the worker's memory was at most {worker.PeakBytes / 1e6:0} MB"));
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
        for (var pass = 0; pass < Passes; pass++)
        {
            await Parallel.ForEachAsync(claims, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (claim, stop) =>
            {
                if (await ask(claim, stop))
                    Interlocked.Increment(ref good);
            });
        }

        return good == Feeds * Passes
            ? good / (Environment.CpuUsage.TotalTime - began).TotalSeconds
            : throw new InvalidOperationException($"Only {good} of {Feeds * Passes} were answered 304.");
    }

    private static async Task<Spent> PollAsync(LocalWorker worker)
    {
        var before = await worker.NotModifiedAsync();
        var spent = await worker.PollAllAsync(Feeds);
        for (var pass = 1; pass < Passes; pass++)
            spent += await worker.PollAllAsync(Feeds);
        var good = await worker.NotModifiedAsync() - before;
        return good == Feeds * Passes ? spent : throw new InvalidOperationException($"Only {good} of {Feeds * Passes} polls were answered 304.");
    }

    private static double Median(IEnumerable<double> values)
    {
        List<double> sorted = [.. values.Order()];
        return sorted[sorted.Count / 2];
    }
}
