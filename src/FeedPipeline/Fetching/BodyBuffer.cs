using System.Security.Cryptography;

namespace FeedPipeline.Fetching;

/// <summary>A body while it is read: pooled segments, so that growing copies nothing, and the hash that may spare keeping it.</summary>
internal sealed class BodyBuffer(BodyBudget budget) : IDisposable
{
    private const int SegmentBytes = BodyBudget.SegmentBytes;

    private readonly List<byte[]> segments = [];
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int used = SegmentBytes;
    private BodyShare? share;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>Room for the next bytes, never empty; waits for memory when the body turns out to be a large one.</summary>
    public async ValueTask<Memory<byte>> SpaceAsync(CancellationToken stop)
    {
        if (used < SegmentBytes)
            return segments[^1].AsMemory(used, SegmentBytes - used);

        // Twice: as segments, and as the array that becomes of them.
        if (Length >= BodyBudget.SmallBytes)
            await ReserveAsync(2 * (Length + 1), stop);
        segments.Add(budget.Rent());
        used = 0;
        return segments[^1].AsMemory(0, SegmentBytes);
    }

    /// <summary>Waits until there is so much memory for this body.</summary>
    public async ValueTask ReserveAsync(long bytes, CancellationToken stop) => share = await budget.GrowAsync(share, bytes, stop);

    /// <summary>Takes over what was written to the begin of the last space.</summary>
    public void Advance(int count)
    {
        hash.AppendData(segments[^1].AsSpan(used, count));
        used += count;
        Length += count;
    }

    /// <summary>SHA-256 of the bytes so far.</summary>
    public byte[] Hash() => hash.GetCurrentHash();

    /// <summary>The bytes so far, in an array of their size.</summary>
    public byte[] ToArray()
    {
        var body = new byte[Length];
        for (var index = 0; index < segments.Count; index++)
        {
            var begin = index * SegmentBytes;
            segments[index].AsSpan(0, Math.Min(SegmentBytes, body.Length - begin)).CopyTo(body.AsSpan(begin));
        }

        return body;
    }

    /// <summary>Leaves the memory that the bytes take to the caller, to be given back when their array is not needed any more; null for a small body.</summary>
    public IDisposable? Keep()
    {
        var kept = share;
        share = null;
        return kept;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var segment in segments)
            budget.Return(segment);
        segments.Clear();
        hash.Dispose();
        share?.Dispose();
    }
}
