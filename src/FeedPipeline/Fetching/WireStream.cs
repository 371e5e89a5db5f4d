namespace FeedPipeline.Fetching;

/// <summary>The body on its way in: counts what comes, stops at the limit, and gives up on silence.</summary>
internal sealed class WireStream(Stream source, FetchingOptions options, TimeProvider clock) : Stream
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

    /// <summary>Throws <see cref="TimeoutException"/> after <see cref="FetchingOptions.IdleTimeout"/> without a byte, and <see cref="TrickleException"/> below the least rate.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var silence = new CancellationTokenSource(options.IdleTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        var began = clock.GetTimestamp();
        try
        {
            var count = await source.ReadAsync(buffer, either.Token);
            Bytes += count;
            if (IsTooLong)
                throw new IOException("The body is larger than the limit.");

            // Only the time that the server took: waiting for memory is our own doing.
            waited += clock.GetElapsedTime(began);
            return count > 0 && waited > options.SlowStart && Bytes < options.MinBytesPerSecond * waited.TotalSeconds
                ? throw new TrickleException("The body comes too slowly.")
                : count;
        }
        catch (OperationCanceledException cancelled) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The body stopped coming.", cancelled);
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

/// <summary>The body comes more slowly than is waited for.</summary>
internal sealed class TrickleException(string message) : IOException(message);
