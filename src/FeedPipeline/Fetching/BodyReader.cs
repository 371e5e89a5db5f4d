using FeedPipeline.Polls;

namespace FeedPipeline.Fetching;

/// <summary>Reads a response's body: decoded, counted on the wire and after, within every limit.</summary>
internal sealed class BodyReader(FetchingOptions options, BodyBudget budget, TimeProvider clock)
{
    /// <summary>The body, to be disposed by the caller; only a complete one is a value.</summary>
    public async Task<Answer<BodyBuffer>> ReadAsync(HttpResponseMessage response, string host, Trail trail, CancellationToken stop)
    {
        if (response.Content.Headers.ContentLength > options.MaxBodyBytes)
            return TooLarge(host);

        var buffer = new BodyBuffer(budget);
        var isWhole = false;
        try
        {
            var failure = await FillAsync(buffer, response.Content, host, trail, stop);
            isWhole = failure is null;
            return isWhole ? buffer : failure!;
        }
        finally
        {
            // Also when the time is up: what a body holds must not be lost to the others.
            if (!isWhole)
                buffer.Dispose();
        }
    }

    private async Task<FetchResult.Failed?> FillAsync(BodyBuffer buffer, HttpContent content, string host, Trail trail, CancellationToken stop)
    {
        await using var wire = new WireStream(await content.ReadAsStreamAsync(stop), options, clock, trail.HeadTook);
        try
        {
            return await CopyAsync(buffer, wire, content.Headers.ContentEncoding, stop) ? null : TooLarge(host);
        }
        catch (IOException) when (wire.IsTooLong)
        {
            return TooLarge(host);
        }
        catch (OvertimeException)
        {
            return SendFailure.NoEnd(host, options);
        }
        catch (TrickleException)
        {
            return new(PollOutcome.TimeoutRate, FormattableString.Invariant(
                $"{host} sent the body with less than {options.MinBytesPerSecond} bytes a second: lower Fetching__MinBytesPerSecond if it stays"));
        }
        catch (TimeoutException)
        {
            return new(PollOutcome.TimeoutBody, FormattableString.Invariant(
                $"{host} sent nothing for {options.IdleTimeout.TotalSeconds} s in the middle of the body: it is polled again"));
        }
        catch (UnsupportedEncodingException unsupported)
        {
            return new(
                unsupported.Outcome,
                $"{host} sent {unsupported.Message}, which is not read: ask the publisher for plain, gzip, br or deflate");
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
        {
            // Brotli reports broken data as an invalid operation.
            return new(PollOutcome.BadEncoding, $"the content encoding of {host}'s body is broken or cut off: tell the publisher if it stays");
        }
        catch (HttpRequestException broken)
        {
            // Framing that is beyond the client's own limits, such as a chunk's size line without end.
            return new(PollOutcome.ProtocolError, $"{host} broke the rules of HTTP in the middle of the body ({broken.Message}): tell the publisher if it stays");
        }
        catch (HttpIOException broken)
        {
            return SendFailure.InBody(broken, host);
        }
        catch (IOException)
        {
            return new(PollOutcome.ConnectionReset, $"{host} closed the connection in the middle of the body: it is polled again");
        }
        finally
        {
            (trail.BytesWire, trail.BytesBody) = (wire.Bytes, buffer.Length);
        }
    }

    private async Task<bool> CopyAsync(BodyBuffer buffer, WireStream wire, IEnumerable<string> encodings, CancellationToken stop)
    {
        await using var decoded = await ContentDecoding.OpenAsync(wire, encodings, buffer.ReserveAsync, stop);
        while (buffer.Length <= options.MaxBodyBytes)
        {
            var count = await decoded.ReadAsync(await buffer.SpaceAsync(stop), stop);
            if (count == 0)
                return true;
            buffer.Advance(count);
        }

        return false;
    }

    private FetchResult.Failed TooLarge(string host) => new(PollOutcome.TooLarge, FormattableString.Invariant(
        $"the body of {host} is larger than {options.MaxBodyBytes} bytes: raise Fetching__MaxBodyBytes if it is a feed"));
}
