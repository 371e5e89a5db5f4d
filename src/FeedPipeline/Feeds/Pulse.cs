using System.Buffers.Binary;

namespace FeedPipeline.Feeds;

/// <summary>When a feed publishes, as learned from when its items were first seen; dates that it states have no say. Changes only with news.</summary>
public sealed record Pulse
{
    /// <summary>Parts of a day that are told apart: 20 minutes each, UTC.</summary>
    public const int Slots = 72;

    /// <summary>Parts of an hour that are told apart: 2 minutes each.</summary>
    public const int Marks = 30;

    /// <summary>Days of the week, Sunday being 0.</summary>
    public const int Weekdays = 7;

    /// <summary>A weekday of this number has as many items as the mean of the week.</summary>
    public const byte UsualDay = 64;

    /// <summary>Bytes of <see cref="ToBytes"/>.</summary>
    public const int Size = 1 + (8 * sizeof(int)) + Slots + Marks + Weekdays;

    private const byte Version = 1;

    /// <summary>First poll that was taken in.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Last news; what fades is as of then.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Items, the older the less.</summary>
    public double Items { get; init; }

    /// <summary>The same, each counted once for every item beside it that chance does not explain: over <see cref="Items"/>, the size of a clump.</summary>
    public double Squares { get; init; }

    /// <summary>Items of about the last day.</summary>
    public double Lately { get; init; }

    /// <summary>Items of about the last hour.</summary>
    public double Now { get; init; }

    /// <summary>Most that <see cref="Now"/> was, the older the less.</summary>
    public double Peak { get; init; }

    /// <summary>Items of the day of <see cref="At"/>, UTC.</summary>
    public double Today { get; init; }

    /// <summary>Shares of <see cref="Slots"/>, then of <see cref="Marks"/>, then of <see cref="Weekdays"/>.</summary>
    public required ReadOnlyMemory<byte> Shares { get; init; }

    /// <summary>To be kept with the feed.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1), Seconds(Since));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(5), Seconds(At));
        double[] numbers = [Items, Squares, Lately, Now, Peak, Today];
        for (var number = 0; number < numbers.Length; number++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(9 + (4 * number)), (float)numbers[number]);
        Shares.CopyTo(bytes.AsMemory(9 + (4 * numbers.Length)));
        return bytes;
    }

    /// <summary>What <see cref="ToBytes"/> wrote; null when it is of another version: then it is learned anew.</summary>
    public static Pulse? FromBytes(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length != Size || bytes.Span[0] != Version)
            return null;

        double Number(int at) => BinaryPrimitives.ReadSingleLittleEndian(bytes.Span[(9 + (4 * at))..]);
        return new()
        {
            Since = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[1..])),
            At = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[5..])),
            Items = Number(0),
            Squares = Number(1),
            Lately = Number(2),
            Now = Number(3),
            Peak = Number(4),
            Today = Number(5),
            Shares = bytes[33..],
        };
    }

    private static uint Seconds(DateTimeOffset at) => (uint)Math.Clamp(at.ToUnixTimeSeconds(), 0, uint.MaxValue);
}
