using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Fetching;

/// <summary>Posts messages to receivers, through the one HTTP client: every address is checked, no redirect is followed, and of the answer only the head is read.</summary>
public sealed class WebhookClient(HttpMessageInvoker http, IOptions<FetchingOptions> options, TimeProvider clock)
{
    private const int Gone = 410;

    /// <summary>Posts JSON; any 2xx takes it.</summary>
    public async Task<PostResult> PostAsync(string address, byte[] body, IEnumerable<KeyValuePair<string, string>> headers, TimeSpan timeout, CancellationToken stop)
    {
        if (!RequestUrl.Check(address).Succeeded(out var url, out var refused))
            return new PostResult(refused.Problem);

        using var patience = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        using var request = Request(url, body, headers);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return Judge(url, response);
        }
        catch (HttpRequestException thrown)
        {
            return new PostResult(SendFailure.Of(thrown, url, options.Value).Problem.Replace("it is polled again", "it is tried again", StringComparison.Ordinal));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new PostResult(string.Create(CultureInfo.InvariantCulture, $"{url.Authority} did not answer within {timeout.TotalSeconds} s: it is tried again"));
        }
    }

    private PostResult Judge(Uri url, HttpResponseMessage response) => (int)response.StatusCode switch
    {
        >= 200 and <= 299 => PostResult.Taken,
        >= 300 and <= 399 => new PostResult(string.Create(CultureInfo.InvariantCulture, $"{url.Authority} redirects ({(int)response.StatusCode}), which is not followed: add the webhook with the address that it names")),
        Gone => new PostResult($"{url.Authority} says that it is gone (410): `feedpipe webhooks retry` tries it again") { IsGone = true },
        var status => new PostResult(string.Create(CultureInfo.InvariantCulture, $"{url.Authority} answered {status}")) { RetryAfter = Pause(response.Headers.RetryAfter) },
    };

    private TimeSpan? Pause(RetryConditionHeaderValue? asked) => asked?.Delta ?? (asked?.Date - clock.GetUtcNow());

    private HttpRequestMessage Request(Uri url, byte[] body, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", options.Value.UserAgent);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}

/// <summary>What became of a message.</summary>
/// <param name="Problem">Why it was not taken, in one line; null when it was.</param>
public sealed record PostResult(string? Problem)
{
    /// <summary>It was taken.</summary>
    public static PostResult Taken { get; } = new((string?)null);

    /// <summary>Whether the receiver wants nothing any more.</summary>
    public bool IsGone { get; init; }

    /// <summary>For how long the receiver wants to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
