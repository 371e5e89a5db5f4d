using System.Buffers.Binary;

namespace FeedPipeline.Feeds;

/// <summary>
/// When a feed publishes, as learned from when its items were first seen; a date that it states has a say only within the two polls that it must lie between, and in the first document.
/// Changes only with news.
/// </summary>
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
    public const int Size = 1 + (4 * sizeof(uint)) + (8 * sizeof(float)) + 1 + Slots + Marks + Weekdays;

    private const byte Version = 2;

    /// <summary>First poll that was taken in.</summary>
    public required DateTimeOffset Met { get; init; }

    /// <summary>From when on items are known: the oldest of the first document, if it says when that was; at the latest <see cref="Met"/>.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Last news; what fades is as of then.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the newest item came.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>Items, the older the less.</summary>
    public double Items { get; init; }

    /// <summary>The same, each counted once for every item beside it that chance does not explain: over <see cref="Items"/>, the size of a clump.</summary>
    public double Squares { get; init; }

    /// <summary>Items of about the last day.</summary>
    public double Lately { get; init; }

    /// <summary>Items of the day of <see cref="At"/>, UTC.</summary>
    public double Today { get; init; }

    /// <summary>Items that stated a time at which they were not listed yet, or no longer new; the older the less.</summary>
    public double Misdated { get; init; }

    /// <summary>Items that were the second of a run: items that follow each other within half an hour. The older the less, but slowly.</summary>
    public double SecondItems { get; init; }

    /// <summary>Items that were the third of a run, or a later one.</summary>
    public double LaterItems { get; init; }

    /// <summary>Minutes between the items of runs.</summary>
    public double GapMinutes { get; init; }

    /// <summary>Items of the run that <see cref="Last"/> belongs to; 0 before the first, up to 255.</summary>
    public int Run { get; init; }

    /// <summary>Shares of <see cref="Slots"/>, then of <see cref="Marks"/>, then of <see cref="Weekdays"/>.</summary>
    public required ReadOnlyMemory<byte> Shares { get; init; }

    /// <summary>To be kept with the feed.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        bytes[0] = Version;
        DateTimeOffset[] times = [Met, Since, At, Last];
        for (var time = 0; time < times.Length; time++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1 + (4 * time)), UnixSeconds(times[time]));
        double[] numbers = [Items, Squares, Lately, Today, Misdated, SecondItems, LaterItems, GapMinutes];
        for (var number = 0; number < numbers.Length; number++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(17 + (4 * number)), (float)numbers[number]);
        bytes[49] = (byte)Run;
        Shares.CopyTo(bytes.AsMemory(50));
        return bytes;
    }

    /// <summary>What <see cref="ToBytes"/> wrote; null when it is of another version: then it is learned anew.</summary>
    public static Pulse? FromBytes(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length != Size || bytes.Span[0] != Version)
            return null;

        DateTimeOffset Time(int at) => DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[(1 + (4 * at))..]));
        double Number(int at) => BinaryPrimitives.ReadSingleLittleEndian(bytes.Span[(17 + (4 * at))..]);
        return new()
        {
            Met = Time(0),
            Since = Time(1),
            At = Time(2),
            Last = Time(3),
            Items = Number(0),
            Squares = Number(1),
            Lately = Number(2),
            Today = Number(3),
            Misdated = Number(4),
            SecondItems = Number(5),
            LaterItems = Number(6),
            GapMinutes = Number(7),
            Run = bytes.Span[49],
            Shares = bytes[50..],
        };
    }

    private static uint UnixSeconds(DateTimeOffset at) => (uint)Math.Clamp(at.ToUnixTimeSeconds(), 0, uint.MaxValue);
}
