using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using Microsoft.AspNetCore.Hosting;

namespace FeedPipeline.Tests.Fetching;

public sealed class HostileOriginTests
{
    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", PollOutcome.ProtocolError)]
    [InlineData("<html>HTTP/0.9</html>\r\n", PollOutcome.ProtocolError)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", PollOutcome.ProtocolError)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello", PollOutcome.ProtocolError)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", PollOutcome.ProtocolError)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n", PollOutcome.ProtocolError)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", PollOutcome.Truncated)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", PollOutcome.Truncated)]
    [InlineData("", PollOutcome.ConnectionReset)]
    public async Task What_is_not_whole_http_is_never_a_document(string answer, PollOutcome outcome)
    {
        await using var origin = RawOrigin.Sending(answer);
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal(outcome, failed.Outcome);
    }

    [Fact]
    public async Task A_connection_lost_before_the_answer_is_tried_once_more_and_not_again()
    {
        await using var origin = new RawOrigin(async (socket, stop) =>
        {
            await socket.ReceiveAsync(new byte[4096], stop);
            socket.LingerState = new(enable: true, seconds: 0);
        });
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal((PollOutcome.ConnectionReset, 2), (failed.Outcome, origin.Accepted));
    }

    [Fact]
    public async Task Validators_that_are_not_ascii_go_back_byte_for_byte()
    {
        var asked = new byte[4096];
        await using var origin = new RawOrigin(async (socket, stop) =>
        {
            await socket.ReceiveAsync(asked, stop);
            await socket.SendAsync("HTTP/1.1 304 Not Modified\r\nETag: \"\u00e9\"\r\nConnection: close\r\n\r\n"u8.ToArray(), stop);
        });
        using var fetcher = new TestFetcher();

        var first = Assert.IsType<FetchResult.NotModified>(await fetcher.FetchAsync(origin.Url, new("\"1\"", null, null)));
        await fetcher.FetchAsync(origin.Url, first.Validators);

        Assert.True(asked.AsSpan().IndexOf("If-None-Match: \"\u00e9\"\r\n"u8) > 0);
    }

    [Fact]
    public async Task Plain_text_on_a_tls_port_is_a_tls_error()
    {
        await using var origin = RawOrigin.Sending("HTTP/1.1 400 Bad Request\r\n\r\n");
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync($"https://127.0.0.1:{origin.Port}/"));

        Assert.Equal(PollOutcome.TlsError, failed.Outcome);
    }

    [Fact]
    public async Task A_flood_of_headers_is_cut_off()
    {
        await using var origin = RawOrigin.Sending($"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Repeat("X: y\r\n", 20_000))}\r\n");
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal(PollOutcome.HeadersTooLarge, failed.Outcome);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX: ", 300, 60_000, PollOutcome.TimeoutHeaders)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", 60_000, 300, PollOutcome.TimeoutBody)]
    public async Task Silence_is_cut_off(string begin, int headMs, int idleMs, PollOutcome outcome)
    {
        await using var origin = new RawOrigin(async (socket, stop) =>
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(begin), stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        });
        using var fetcher = new TestFetcher(TestFetcher.Loopback with
        {
            FirstByteTimeout = TimeSpan.FromMilliseconds(headMs),
            IdleTimeout = TimeSpan.FromMilliseconds(idleMs),
        });

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal(outcome, failed.Outcome);
    }

    [Fact]
    public async Task A_body_that_trickles_for_ever_ends_with_the_request()
    {
        await using var origin = await Origin.AnswerAsync(async http =>
        {
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(" "u8.ToArray(), http.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, http.RequestAborted);
            }
        });
        using var fetcher = new TestFetcher(TestFetcher.Loopback with { Timeout = TimeSpan.FromSeconds(2) });

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(origin.Url));

        Assert.Equal(PollOutcome.TimeoutBody, failed.Outcome);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://①②⑦.⓪.⓪.①:{0}/")]
    [InlineData("http://rebind.test.invalid:{0}/")]
    [InlineData("http://mixed.test.invalid:{0}/")]
    public async Task Without_allowance_no_connection_reaches_the_loopback(string url)
    {
        await using var sentinel = RawOrigin.Sending("HTTP/1.1 200 OK\r\n\r\n");
        using var fetcher = new TestFetcher(TestFetcher.Public, resolve: host => host.StartsWith("mixed", StringComparison.Ordinal)
            ? [IPAddress.Parse("93.184.216.34"), IPAddress.Loopback]
            : [IPAddress.Loopback]);

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(url.Replace("{0}", $"{sentinel.Port}", StringComparison.Ordinal)));

        Assert.Equal((PollOutcome.AddressRefused, 0), (failed.Outcome, sentinel.Accepted));
        Assert.Contains("Fetching__AllowedNetworks__0=", failed.Problem);
    }

    [Fact]
    public async Task A_dead_address_of_a_host_does_not_hide_a_living_one()
    {
        await using var origin = RawOrigin.Sending("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var fetcher = new TestFetcher(resolve: _ => [IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]);

        var result = await fetcher.FetchAsync($"http://two.test.invalid:{origin.Port}/");

        Assert.IsType<FetchResult.Fetched>(result);
    }

    [Fact]
    public async Task A_name_without_address_is_told_as_such()
    {
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync("https://nowhere.invalid/feed"));

        Assert.Equal((PollOutcome.DnsError, "no address for host nowhere.invalid: check the name, or this machine's network (feedpipe doctor)"), (failed.Outcome, failed.Problem));
    }

    [Fact]
    public async Task A_closed_port_is_a_connect_error()
    {
        using var unused = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var fetcher = new TestFetcher();

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync($"http://{unused.LocalEndPoint}/"));

        Assert.Equal(PollOutcome.ConnectError, failed.Outcome);
    }

    [Theory]
    [InlineData("2001-01-01", "localhost", "has expired")]
    [InlineData("2999-01-01", "elsewhere.example", "another host (elsewhere.example)")]
    [InlineData("2999-01-01", "localhost", "is not trusted")]
    public async Task Certificates_that_prove_nothing_are_refused_with_their_fault(string end, string name, string fault)
    {
        using var certificate = Certificate(name, DateTimeOffset.Parse(end + "Z", System.Globalization.CultureInfo.InvariantCulture));
        await using var origin = await Origin.AnswerAsync(_ => Task.CompletedTask, listen => listen.UseHttps(certificate));
        using var fetcher = new TestFetcher(resolve: _ => [IPAddress.Loopback]);

        var failed = Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync($"https://localhost:{new Uri(origin.Url).Port}/"));

        Assert.Equal(PollOutcome.TlsError, failed.Outcome);
        Assert.Contains(fault, failed.Problem);
    }

    [Fact]
    public void Control_characters_of_strangers_stay_on_one_line()
    {
        var failed = new FetchResult.Failed(PollOutcome.ProtocolError, $"a\r\n\u001b[31m\u202eb{new string('x', 400)}");

        Assert.StartsWith(@"a\u000d\u000a\u001b[31m\u202eb", failed.Problem);
        Assert.Equal(300, failed.Problem.Length);
    }

    private static X509Certificate2 Certificate(string name, DateTimeOffset end)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, end);
    }
}
