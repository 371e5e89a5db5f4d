using System.Buffers.Binary;

namespace FeedPipeline.Feeds;

/// <summary>How many of a feed's new articles have which fields: over the long run, and lately. Changes only with new articles.</summary>
public sealed record Completeness
{
    /// <summary>What is counted, in the order of <see cref="Usual"/>.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["published_at", "byline", "dek", "photo_url", "full text", "url"];

    /// <summary>Bytes of <see cref="ToBytes"/>.</summary>
    public static int Size => 1 + sizeof(int) + (Fields.Count * ((2 * sizeof(float)) + 1));

    private const byte Version = 1;

    /// <summary>Articles that were counted.</summary>
    public required int Articles { get; init; }

    /// <summary>Shares over the long run; 0 to 1.</summary>
    public required IReadOnlyList<double> Usual { get; init; }

    /// <summary>Shares lately.</summary>
    public required IReadOnlyList<double> Lately { get; init; }

    /// <summary>Which of them fell, and did not come back yet.</summary>
    public required IReadOnlyList<bool> IsDrifting { get; init; }

    /// <summary>Before the first article.</summary>
    public static Completeness None { get; } = new() { Articles = 0, Usual = new double[Fields.Count], Lately = new double[Fields.Count], IsDrifting = new bool[Fields.Count] };

    /// <summary>To be kept with the feed.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), Articles);
        for (var field = 0; field < Fields.Count; field++)
        {
            var own = bytes.AsSpan(5 + (9 * field));
            BinaryPrimitives.WriteSingleLittleEndian(own, (float)Usual[field]);
            BinaryPrimitives.WriteSingleLittleEndian(own[4..], (float)Lately[field]);
            own[8] = IsDrifting[field] ? (byte)1 : (byte)0;
        }

        return bytes;
    }

    /// <summary>What <see cref="ToBytes"/> wrote; null when it is of another version: then it is learned anew.</summary>
    public static Completeness? FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size || bytes[0] != Version)
            return null;
        var (usual, lately, drifting) = (new double[Fields.Count], new double[Fields.Count], new bool[Fields.Count]);
        for (var field = 0; field < Fields.Count; field++)
        {
            var own = bytes[(5 + (9 * field))..];
            (usual[field], lately[field], drifting[field]) = (BinaryPrimitives.ReadSingleLittleEndian(own), BinaryPrimitives.ReadSingleLittleEndian(own[4..]), own[8] != 0);
        }

        return new() { Articles = BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]), Usual = usual, Lately = lately, IsDrifting = drifting };
    }
}
