using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using FeedPipeline.Configuring;
using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

/// <summary>Every row of the case file, asked for as a feed, as what a redirect names, as imported, as an address to check, through the console's page, and with proxies in the environment; listeners stand where nobody may come.</summary>
[Collection(Storing.DatabaseTests.Name)]
public sealed class SsrfTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs the test below inside a network namespace of its own, where private addresses can be listened on.</summary>
    [SkippableFact]
    public async Task Nothing_that_is_not_public_is_ever_connected_to()
    {
        Skip.If(SsrfRows.Corpus is null, "FEEDPIPELINE_CORPUS names no directory with ssrf_cases.txt.");
        Skip.If(Environment.GetEnvironmentVariable(SsrfRows.Inside) is not null, "runs outside of the namespace.");
        Skip.IfNot(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/unshare"), "only root may open a network namespace.");

        const string Addresses = "ip link set lo up; for a in 10.0.0.1 10.0.0.7 192.168.0.1 192.168.1.1 169.254.169.254 100.100.100.200; do ip addr add $a/32 dev lo; done; ip addr add fd00::1/128 dev lo";
        var start = new ProcessStartInfo("/usr/bin/unshare", ["-n", "--", "/bin/sh", "-c",
            $"{Addresses}; exec dotnet test '{typeof(SsrfTests).Assembly.Location}' --filter 'FullyQualifiedName~{nameof(Rows_are_judged_as_they_say_with_listeners_behind_them)}|FullyQualifiedName~{nameof(Flows.SsrfItemLinkTests)}|FullyQualifiedName~{nameof(Flows.SsrfCheckTests)}|FullyQualifiedName~{nameof(Web.Console.SsrfConsoleTests)}'"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[SsrfRows.Inside] = "1";
        foreach (var proxy in new[] { "http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY" })
            start.Environment[proxy] = "http://127.0.0.1:3128";

        using var patience = new CancellationTokenSource(Patience);
        using var process = Process.Start(start)!;
        await using var late = patience.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);

        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Passed: 5", Regex.Replace(output, " +", " ", RegexOptions.None, TimeSpan.FromSeconds(1)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Rows_are_judged_as_they_say_with_listeners_behind_them()
    {
        Skip.If(SsrfRows.Corpus is null || Environment.GetEnvironmentVariable(SsrfRows.Inside) is null, "is run inside a network namespace by the test above.");

        using var sentinels = new Sentinels();
        var rows = SsrfRows.All().ToList();
        using var fetcher = new TestFetcher(TestFetcher.Public with { ConnectTimeout = TimeSpan.FromSeconds(1), PerHost = 64, Concurrency = 64 }, resolve: SsrfRows.Resolve);
        await using var origin = new RedirectingOrigin();
        using var redirected = new TestFetcher(
            TestFetcher.Public with { ConnectTimeout = TimeSpan.FromSeconds(1), PerHost = 64, Concurrency = 64, ObeyRobots = false, AllowedNetworks = [$"127.9.9.9/32:{origin.Port}"] },
            resolve: host => host == "origin.test.invalid" ? [IPAddress.Parse("127.9.9.9")] : SsrfRows.Resolve(host));
        List<string> wrong = [];
        foreach (var (id, verdict, url) in rows)
        {
            var asked = verdict == "ALLOW" && id != "S121" ? null : await fetcher.FetchAsync(url);
            var byRedirect = verdict == "ALLOW" ? null : await redirected.FetchAsync(origin.To(Named(url)));
            var imported = Imported(url) is { } kept ? await fetcher.FetchAsync(kept) : null;
            var asPage = verdict == "ALLOW" ? null : await fetcher.Pages.FetchAsync(url, default);
            var asPageByRedirect = verdict == "ALLOW" ? null : await redirected.Pages.FetchAsync(origin.To(Named(url)), default);
            var isAccepted = RequestUrl.Check(url).Succeeded(out _, out _);
            if (verdict == "ALLOW" ? !isAccepted : asked is not FetchResult.Failed || byRedirect is FetchResult.Fetched || asPage is not FetchResult.Failed || asPageByRedirect is FetchResult.Fetched || imported is not (null or FetchResult.Failed))
                wrong.Add($"{id} {verdict} {url}");
        }

        Assert.Empty(wrong);
        Assert.Equal(0, sentinels.Accepted);
        Assert.Equal((163, 87, 35), (rows.Count(row => row.Verdict == "BLOCK"), rows.Count(row => row.Verdict == "REJECT"), rows.Count(row => row.Verdict == "ALLOW")));
        // The listeners do listen: or nothing would have been proved.
        using var probe = new TcpClient();
        await probe.ConnectAsync(IPAddress.Parse("169.254.169.254"), 80);
        Assert.Equal(1, await sentinels.AwaitAcceptedAsync());
    }

    /// <summary>Where a row's own server sends or points to; the URL itself for all other rows.</summary>
    private static string Named(string url) => Regex.Match(url, "^http://origin[.]test[.]invalid/.*[?](?:to|last)=(?<to>.*)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } match
        ? match.Groups["to"].Value
        : url;

    /// <summary>The address as OPML import keeps it; null when it does not take it.</summary>
    private static string? Imported(string url)
    {
        var outline = new System.Xml.Linq.XElement("outline", new System.Xml.Linq.XAttribute("type", "rss"), new System.Xml.Linq.XAttribute("text", "x"));
        try
        {
            outline.SetAttributeValue("xmlUrl", url);
            return Opml.Read(System.Text.Encoding.UTF8.GetBytes($"<opml version=\"2.0\"><body>{outline}</body></opml>")).Feeds.SingleOrDefault()?.Feed.Url;
        }
        catch (ArgumentException)
        {
            // Not even XML can hold it.
            return null;
        }
    }

    /// <summary>A server on an address that is allowed, which sends everyone to where the path says.</summary>
    private sealed class RedirectingOrigin : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Parse("127.9.9.9"), 0);
        private readonly CancellationTokenSource stopping = new();
        private readonly Task answering;
        private string target = string.Empty;

        public RedirectingOrigin()
        {
            listener.Start();
            answering = AnswerAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public string To(string url)
        {
            target = url;
            return $"http://origin.test.invalid:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        }

        public async ValueTask DisposeAsync()
        {
            await stopping.CancelAsync();
            listener.Dispose();
            await answering;
            stopping.Dispose();
        }

        private async Task AnswerAsync()
        {
            try
            {
                while (true)
                    _ = SendAwayAsync(await listener.AcceptSocketAsync(stopping.Token));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }

        private async Task SendAwayAsync(Socket socket)
        {
            using (socket)
            {
                if (await socket.ReceiveAsync(new byte[8192], stopping.Token) > 0)
                    await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), stopping.Token);
            }
        }
    }
}
