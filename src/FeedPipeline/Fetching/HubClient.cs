using System.Globalization;
using FeedPipeline.Feeds;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Fetching;

/// <summary>Asks hubs to tell of news (W3C WebSub section 5.1), through the one HTTP client.</summary>
public sealed class HubClient(HttpMessageInvoker http, IOptions<FetchingOptions> options, IOptions<WebSubOptions> webSub, TimeProvider clock)
{
    /// <summary>Null when the hub took the request: it answers at the callback. Else one line that says why not.</summary>
    public async Task<string?> SubscribeAsync(PushSubscription subscription, CancellationToken stop)
    {
        if (!RequestUrl.Check(subscription.Hub).Succeeded(out var url, out var refused))
            return refused.Problem;

        for (var hops = 0; hops <= options.Value.MaxRedirects; hops++)
        {
            var (onward, problem) = await AskAsync(url, subscription, stop);
            if (onward is null)
                return problem;
            url = onward;
        }

        return $"{url.Authority} redirects and redirects";
    }

    private async Task<(Uri? Onward, string? Problem)> AskAsync(Uri url, PushSubscription subscription, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(options.Value.FirstByteTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        using var request = Request(url, subscription);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return (int)response.StatusCode switch
            {
                >= 200 and <= 299 => (null, null),
                // Others would turn the request into one without its form.
                307 or 308 when FeedResponse.Location(response) is { } location => RequestUrl.Follow(url, location).Succeeded(out var next, out var wrong)
                    ? (next, null)
                    : (null, wrong.Problem),
                var status => (null, OneLine.Of(string.Create(CultureInfo.InvariantCulture, $"the hub {url.Authority} answered {status}"))),
            };
        }
        catch (HttpRequestException thrown)
        {
            return (null, SendFailure.Of(thrown, url, options.Value).Problem);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, SendFailure.NoAnswer(url, options.Value).Problem);
        }
    }

    private HttpRequestMessage Request(Uri url, PushSubscription subscription)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["hub.mode"] = "subscribe",
                ["hub.topic"] = subscription.Topic,
                ["hub.callback"] = webSub.Value.Callback(subscription.Token),
                ["hub.secret"] = subscription.Secret,
                ["hub.lease_seconds"] = ((long)webSub.Value.Lease.TotalSeconds).ToString(CultureInfo.InvariantCulture),
                // Asked for by hubs of PubSubHubbub 0.3, and ignored by all later ones.
                ["hub.verify"] = "async",
            }),
        };
        request.Headers.TryAddWithoutValidation("User-Agent", options.Value.UserAgent);
        return request;
    }
}
