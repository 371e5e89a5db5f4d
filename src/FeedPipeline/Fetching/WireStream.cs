namespace FeedPipeline.Fetching;

/// <summary>The body on its way in: counts what comes, stops at the limits, and gives up on silence.</summary>
/// <param name="source">The connection.</param>
/// <param name="options">Every limit.</param>
/// <param name="clock">Counts the time that the server takes; waiting for memory in between is our own doing.</param>
/// <param name="headTook">What the head of the response took of <see cref="FetchingOptions.Timeout"/>.</param>
internal sealed class WireStream(Stream source, FetchingOptions options, TimeProvider clock, TimeSpan headTook) : Stream
{
    private TimeSpan waited;

    /// <summary>Bytes so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Set when more came than <see cref="FetchingOptions.MaxBodyBytes"/>; the read that noticed threw.</summary>
    public bool IsTooLong => Bytes > options.MaxBodyBytes;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Throws <see cref="TimeoutException"/> after <see cref="FetchingOptions.IdleTimeout"/> without a byte, <see cref="OvertimeException"/> when the whole answer took longer than <see cref="FetchingOptions.Timeout"/>, and <see cref="TrickleException"/> below the least rate.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var left = options.Timeout - headTook - waited;
        if (left <= TimeSpan.Zero)
            throw new OvertimeException("The answer took too long.");

        using var silence = new CancellationTokenSource(left < options.IdleTimeout ? left : options.IdleTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        var began = clock.GetTimestamp();
        try
        {
            var count = await source.ReadAsync(buffer, either.Token);
            Bytes += count;
            if (IsTooLong)
                throw new IOException("The body is larger than the limit.");

            waited += clock.GetElapsedTime(began);
            return count > 0 && waited > options.SlowStart && Bytes < options.MinBytesPerSecond * waited.TotalSeconds
                ? throw new TrickleException("The body comes too slowly.")
                : count;
        }
        catch (OperationCanceledException cancelled) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw left < options.IdleTimeout ? new OvertimeException("The answer took too long.") : new TimeoutException("The body stopped coming.", cancelled);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>The whole answer takes longer than is waited for.</summary>
internal sealed class OvertimeException(string message) : IOException(message);

/// <summary>The body comes more slowly than is waited for.</summary>
internal sealed class TrickleException(string message) : IOException(message);
