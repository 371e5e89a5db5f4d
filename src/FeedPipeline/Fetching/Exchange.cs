using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using Polly;
using Polly.Timeout;

namespace FeedPipeline.Fetching;

/// <summary>What one request came to.</summary>
internal abstract record Hop
{
    private Hop()
    {
    }

    /// <summary>The server sends us elsewhere.</summary>
    public sealed record Onward(int Status, Uri Url) : Hop;

    /// <summary>The fetch is over.</summary>
    /// <param name="Result">How it ended.</param>
    /// <param name="LostAtOnce">The connection was lost before any answer: worth one more attempt.</param>
    public sealed record Done(FetchResult Result, bool LostAtOnce = false) : Hop;
}

/// <summary>One request and its response.</summary>
/// <param name="http">What <see cref="FetchingClient"/> built.</param>
/// <param name="options">Limits of this kind of request.</param>
/// <param name="budget">Memory that all bodies share.</param>
/// <param name="bodyInTime">Gives up on a body.</param>
/// <param name="clock">For time-outs and dates.</param>
internal sealed class Exchange(HttpMessageInvoker http, FetchingOptions options, BodyBudget budget, ResiliencePipeline bodyInTime, TimeProvider clock)
{
    private readonly BodyReader bodies = new(options, budget, clock);
    private readonly Patience patience = new(options.FirstByteTimeout < options.Timeout ? options.FirstByteTimeout : options.Timeout, clock);

    /// <summary>Asks once; follows nothing.</summary>
    public async ValueTask<Hop> AskAsync(Uri url, Question question, Trail trail, CancellationToken stop)
    {
        using var request = FeedRequest.For(url, question, options.Introduction);
        var began = clock.GetTimestamp();
        var late = patience.Begin();
        var stopping = stop.UnsafeRegister(static late => ((CancellationTokenSource)late!).Cancel(), late);
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, late.Token);
        }
        catch (Exception thrown) when (FailureOf(thrown, url, late.IsCancellationRequested, stop) is { } failure)
        {
            return new Hop.Done(failure, LostAtOnce: failure.Outcome == PollOutcome.ConnectionReset);
        }
        finally
        {
            await stopping.DisposeAsync();
            patience.End(late);
        }

        using (response)
        {
            trail.HeadTook = clock.GetElapsedTime(began);
            trail.HttpStatus = (int)response.StatusCode;
            return await JudgeAsync(response, url, question, trail, stop);
        }
    }

    /// <summary>What the client threw, as a value; null when it is no matter of the server's.</summary>
    private FetchResult.Failed? FailureOf(Exception thrown, Uri url, bool isLate, CancellationToken stop) => thrown switch
    {
        HttpRequestException lost => SendFailure.Of(lost, url, options),
        OperationCanceledException when stop.IsCancellationRequested => null,
        OperationCanceledException when isLate => SendFailure.NoAnswer(url, options),
        OperationCanceledException { InnerException: TimeoutException } => SendFailure.NoConnection(url, options),
        _ => null,
    };

    private async ValueTask<Hop> JudgeAsync(HttpResponseMessage response, Uri url, Question question, Trail trail, CancellationToken stop)
    {
        if (FeedResponse.ContradictsItself(response))
            return Broken($"{url.Authority} states two lengths for one body: tell the publisher if it stays");

        var validators = question.Validators;
        var (status, now) = ((int)response.StatusCode, clock.GetUtcNow());
        if (status is 301 or 302 or 303 or 307 or 308)
            return Onward(response, url, status, question.Access);
        if (status == 304 && FeedRequest.IsConditional(validators))
        {
            var refreshed = FeedResponse.Refreshed(response, validators);
            return new Hop.Done(new FetchResult.NotModified(refreshed) { MaxAge = FeedResponse.MaxAge(response, now) });
        }

        var retryAfter = FeedResponse.RetryAfter(response, now);
        if (StatusFailure.Of(status, url.Authority, retryAfter) is { } failure)
            return new Hop.Done(failure with { RetryAfter = retryAfter });

        try
        {
            var result = await bodyInTime.ExecuteAsync(async token => await DocumentAsync(response, url, question, trail, token), stop);
            return new Hop.Done(result with { MaxAge = FeedResponse.MaxAge(response, now) });
        }
        catch (TimeoutRejectedException)
        {
            // Each wait for the server ends by itself.
            return new Hop.Done(SendFailure.NoMemory(url, options));
        }
    }

    private async Task<FetchResult> DocumentAsync(HttpResponseMessage response, Uri url, Question question, Trail trail, CancellationToken stop)
    {
        var answer = await bodies.ReadAsync(response, url.Authority, trail, stop);
        if (!answer.Succeeded(out var body, out var failure))
            return failure;

        using (body)
        {
            var hash = body.Hash();
            var next = FeedResponse.Validators(response, hash);
            return question.Validators.BodyHash is { } last && last.Span.SequenceEqual(hash)
                ? new FetchResult.SameBody(next)
                : new FetchResult.Fetched(FeedResponse.Document(response, url, body.ToArray()), next) { Share = question.HoldsMemory ? body.Keep() : null };
        }
    }

    private static Hop Onward(HttpResponseMessage response, Uri url, int status, Access? access)
    {
        if (FeedResponse.Location(response) is not { } location)
            return Broken($"{url.Authority} redirects to nowhere ({status}): tell the publisher if it stays");

        if (RequestUrl.Follow(url, location).Succeeded(out var next, out var failure))
            return new Hop.Onward(status, next);

        // The failure quotes the begin of the address; where it was cut off, half a secret would stay.
        return access is not null && access.Hide(location) != location
            ? Broken($"{url.Authority} redirects to what is no URL and repeats the credentials of its feed: tell the publisher")
            : new Hop.Done(failure);
    }

    private static Hop.Done Broken(string problem) => new(new FetchResult.Failed(PollOutcome.ProtocolError, problem));
}
