using System.Globalization;
using System.Text;

namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>Rows 1 to 26, 33 and 34: statuses, redirects, waits, framing and heads.</summary>
internal static class HttpTricks
{
    private static readonly byte[] Feed = Encoding.UTF8.GetBytes(Rss.Of("Hostile Post", new RssItem("one", "Harbour closed", "<p>The harbour is closed.</p>")));

    private static readonly byte[] Empty = [];
    private static readonly int[] Redirects = [301, 302, 303, 307, 308];

    public static IEnumerable<Trick> All =>
    [
        new(1, "ok-etag", ["stored"], (asked, stop) => asked.IsConditional ? asked.SendAsync("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n", stop) : asked.AnswerAsync("200 OK", Feed, stop, "ETag: \"1\"", "Last-Modified: Wed, 28 Jul 2021 10:00:00 GMT")) { Articles = 1 },
        new(2, "etag-weak-flip", ["stored"], (asked, stop) => asked.AnswerAsync("200 OK", Feed, stop, $"ETag: W/\"{asked.Count}\"")) { Articles = 1 },
        new(3, "etag-lies", ["stored"], (asked, stop) => asked.IsConditional
            ? asked.SendAsync("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n", stop)
            : asked.AnswerAsync("200 OK", Encoding.UTF8.GetBytes(Rss.Of("Liar", new RssItem($"item {asked.Count}", $"Report {asked.Count}", "<p>News.</p>"))), stop, "ETag: \"always\"")),
        new(4, "304-unasked", ["protocol_error"], (asked, stop) => asked.SendAsync("HTTP/1.1 304 Not Modified\r\n\r\n", stop)),
        Status(5, "204 No Content", "empty"), Status(5, "205 Reset Content", "empty"), Status(5, "206 Partial Content", "protocol_error", Feed), Status(5, "203 Other", "stored", Feed),
        .. Redirects.Select(status => new Trick(6, $"redirect-{status}", ["stored"], (asked, stop) =>
            asked.Head.Contains("/target ", StringComparison.Ordinal) ? asked.AnswerAsync("200 OK", Feed, stop) : asked.AnswerAsync($"{status} Elsewhere", Empty, stop, "Location: /target")) { Articles = 1 }),
        new(7, "self", ["redirect_limit"], (asked, stop) => asked.AnswerAsync("302 Found", Empty, stop, "Location: /self")),
        new(7, "loop", ["redirect_limit"], (asked, stop) => asked.AnswerAsync("302 Found", Empty, stop, asked.Head.Contains("/back", StringComparison.Ordinal) ? "Location: /loop" : "Location: /back")),
        new(7, "chain", ["redirect_limit"], (asked, stop) => asked.AnswerAsync("302 Found", Empty, stop, $"Location: /hop{asked.Count}")),
        new(8, "redirect-nowhere", ["protocol_error"], (asked, stop) => asked.AnswerAsync("302 Found", Empty, stop)),
        new(8, "redirect-bad", ["protocol_error", "address_refused"], (asked, stop) => asked.AnswerAsync("302 Found", Empty, stop, "Location: http://[::1/%zz")),
        Status(9, "300 Multiple Choices", "protocol_error", Feed), Status(9, "418 Teapot", "http_4xx"), Status(9, "451 Unavailable For Legal Reasons", "http_4xx"),
        new(9, "304-with-body", ["protocol_error"], (asked, stop) => asked.AnswerAsync("304 Not Modified", Feed, stop)),
        Status(10, "410 Gone", "gone"),
        Status(11, "404 Not Found", "not_found"), Status(11, "403 Forbidden", "unauthorized"), Status(11, "401 Unauthorized", "unauthorized"),
        RetryAfter("429 Too Many Requests", "3600", "rate_limited"), RetryAfter("429 Too Many Requests", "Wed, 01 Jan 2098 00:00:00 GMT", "rate_limited"),
        RetryAfter("429 Too Many Requests", "-1", "rate_limited"), RetryAfter("429 Too Many Requests", "1000000000", "rate_limited"), RetryAfter("429 Too Many Requests", "soon", "rate_limited"),
        RetryAfter("503 Busy", "60", "rate_limited"), Status(13, "503 Service Unavailable", "http_5xx"),
        new(14, "slow-headers", ["timeout_headers"], (asked, stop) => TrickleAsync(asked, "HTTP/1.1 200 OK\r\nX-Slow: " + new string('x', 1000), 1, stop)),
        new(15, "slow-body", ["timeout_rate"], async (asked, stop) =>
        {
            await asked.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", stop);
            await TrickleAsync(asked, new string(' ', 1000), 5, stop);
        }),
        new(16, "stall-after", ["timeout_body"], async (asked, stop) =>
        {
            await asked.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Feed.Length}\r\n\r\n", stop);
            await asked.SendAsync(Feed[..^12], stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }) { Articles = 0 },
        new(17, "never-accept", ["connect_timeout"], (_, _) => Task.CompletedTask) { NeverAccepts = true },
        new(18, "reset", ["connection_reset"], async (asked, stop) =>
        {
            await asked.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Feed.Length}\r\n\r\n", stop);
            await asked.SendAsync(Feed[..100], stop);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop);
            asked.Socket.LingerState = new(enable: true, seconds: 0);
            asked.Socket.Close();
        }) { Articles = 0 },
        new(19, "fin-short", ["truncated"], (asked, stop) => asked.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Feed.Length + 9}\r\n\r\n{Encoding.Latin1.GetString(Feed)}", stop)) { Articles = 0 },
        new(20, "length-too-small", ["stored"], async (asked, stop) =>
        {
            await asked.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Feed.Length}\r\n\r\n", stop);
            await asked.SendAsync(Feed, stop);
            await asked.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsurplus", stop);
        }) { Articles = 1 },
        Raw(21, "length-twice", "protocol_error", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello"),
        Raw(21, "length-negative", "protocol_error", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"),
        Raw(21, "length-and-chunked", "protocol_error", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        new(22, "chunk-endless", ["too_large"], async (asked, stop) =>
        {
            await asked.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", stop);
            var chunk = Encoding.Latin1.GetBytes("10000\r\n" + new string('x', 65536) + "\r\n");
            while (!stop.IsCancellationRequested)
                await asked.SendAsync(chunk, stop);
        }),
        Raw(23, "chunk-bad", "protocol_error", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"),
        Raw(23, "chunk-extension-huge", "protocol_error", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=" + new string('x', 1_000_000) + "\r\nhello\r\n0\r\n\r\n"),
        Raw(24, "http09", "protocol_error", "<html>old</html>\r\n"),
        Raw(24, "banner-ssh", "protocol_error", "SSH-2.0-OpenSSH_9.6\r\n"),
        Raw(24, "http2-preface", "protocol_error", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Raw(25, "headers-10000", "headers_too_large", "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X-{i}: y\r\n")) + "\r\n"),
        Raw(25, "header-64k", "headers_too_large", "HTTP/1.1 200 OK\r\nX: " + new string('y', 65_536) + "\r\n\r\n"),
        new(26, "1xx-flood", ["headers_too_large", "protocol_error", "timeout_headers"], async (asked, stop) =>
        {
            for (var i = 0; i < 10_000; i++)
                await asked.SendAsync("HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n", stop);
            await asked.AnswerAsync("200 OK", Feed, stop);
        }),
        new(33, "cookie-wall", ["redirect_limit"], (asked, stop) => asked.Head.Contains("Cookie:", StringComparison.OrdinalIgnoreCase)
            ? asked.AnswerAsync("200 OK", Feed, stop)
            : asked.AnswerAsync("302 Found", Empty, stop, "Set-Cookie: wall=1", "Location: /cookie-wall")),
        new(34, "set-cookie", ["stored"], (asked, stop) => asked.AnswerAsync("200 OK", Feed, stop, [.. Enumerable.Range(0, 1000).Select(i => $"Set-Cookie: c{i}=1")])) { Articles = 1 },
        new(48, "flap", ["stored"], (asked, stop) => (asked.Count % 2) switch
        {
            1 => asked.AnswerAsync("200 OK", Feed, stop),
            _ => asked.AnswerAsync("500 Oops", Empty, stop),
        }) { Articles = 1 },
    ];

    private static Trick Status(int row, string status, string outcome, byte[]? body = null) =>
        new(row, $"status-{status[..3]}", [outcome], (asked, stop) => asked.AnswerAsync(status, body ?? Empty, stop));

    private static Trick RetryAfter(string status, string after, string outcome) => new(
        status.StartsWith("429", StringComparison.Ordinal) ? 12 : 13,
        string.Create(CultureInfo.InvariantCulture, $"retry-{status[..3]}-{string.Concat(after.Where(char.IsLetterOrDigit)).ToLowerInvariant()}"),
        [outcome],
        (asked, stop) => asked.AnswerAsync(status, Empty, stop, $"Retry-After: {after}"));

    private static Trick Raw(int row, string name, string outcome, string bytes) => new(row, name, [outcome], (asked, stop) => asked.SendAsync(bytes, stop)) { Articles = 0 };

    private static async Task TrickleAsync(Conversation asked, string text, int bytesPerSecond, CancellationToken stop)
    {
        foreach (var character in text)
        {
            await asked.SendAsync(character.ToString(), stop);
            await Task.Delay(TimeSpan.FromSeconds(1.0 / bytesPerSecond), TimeProvider.System, stop);
        }
    }
}
