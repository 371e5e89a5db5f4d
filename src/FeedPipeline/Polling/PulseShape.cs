using FeedPipeline.Feeds;

namespace FeedPipeline.Polling;

/// <summary>What a pulse says of each two minutes of a week, as far as the evidence goes: whatever chance explains is left even.</summary>
internal sealed class PulseShape
{
    /// <summary>Two minutes each.</summary>
    public const int CellsADay = 720;

    /// <summary>What is told apart.</summary>
    public static readonly TimeSpan Cell = TimeSpan.FromMinutes(2);

    /// <summary>Items a day of a feed that nobody knows, and for how many days that counts.</summary>
    private const double UsualRate = 3;
    private const double UsualDays = 0.33;

    /// <summary>How much more than chance it takes.</summary>
    private const double Caution = 1.5;

    /// <summary>What is never ruled out.</summary>
    private const double Floor = 0.03;

    private readonly double[] slots = new double[Pulse.Slots];
    private readonly double[] marks = new double[Pulse.Marks];
    private readonly double[] weekdays = new double[Pulse.Weekdays];

    private PulseShape(double perDay) => PerDay = perDay;

    /// <summary>Items on a day like others.</summary>
    public double PerDay { get; }

    public static PulseShape Of(Pulse pulse)
    {
        var shape = new PulseShape(Rate(pulse));
        var shares = pulse.Shares.Span;
        var clump = Clump(pulse);
        // Of hours that were not seen yet nothing is known, whatever came in the others.
        if (pulse.At - pulse.Since < Learning.Day)
            Array.Fill(shape.slots, 1);
        else
            Divide(shares[..Pulse.Slots], shape.slots, UnitOf(shares[..Pulse.Slots], pulse.Items), clump, [6, 4, 3], 1);
        var hour = shares.Slice(Pulse.Slots, Pulse.Marks);
        Divide(hour, shape.marks, UnitOf(hour, pulse.Items), clump, [5, 3, 2], 1);
        var days = shares[(Pulse.Slots + Pulse.Marks)..];
        var mean = UnitOf(days, 1) * days.Length;
        for (var day = 0; day < days.Length; day++)
            shape.weekdays[day] = days[day] * mean;
        return shape;
    }

    /// <summary>Items a day.</summary>
    public static double Rate(Pulse pulse)
    {
        var days = Learning.Memory.TotalDays * (1 - Math.Exp(-((pulse.At - pulse.Since) / Learning.Memory)));
        return (pulse.Items + (UsualRate * UsualDays)) / (days + UsualDays);
    }

    /// <summary>Items that come together; 1 and more.</summary>
    public static double Clump(Pulse pulse) => Math.Max(1, (pulse.Squares + 2) / (pulse.Items + 2));

    /// <summary>Number of a cell since the begin of time, a Monday.</summary>
    public static long CellAt(DateTimeOffset at) => at.UtcTicks / Cell.Ticks;

    public static int SlotOf(long cell) => (int)(cell % CellsADay) * Pulse.Slots / CellsADay;

    public static int MarkOf(long cell) => (int)(cell % Pulse.Marks);

    /// <summary>Of one cell beside others; 1 on the average of a week.</summary>
    public double Weight(long cell) => slots[SlotOf(cell)] * marks[MarkOf(cell)] * weekdays[(int)((cell / CellsADay + 1) % Pulse.Weekdays)];

    /// <summary>The same without the minutes of the hour.</summary>
    public double WeightOfSlot(long cell) => slots[SlotOf(cell)] * weekdays[(int)((cell / CellsADay + 1) % Pulse.Weekdays)];

    private static double UnitOf(ReadOnlySpan<byte> shares, double items)
    {
        var sum = 0;
        foreach (var share in shares)
            sum += share;
        return items / sum;
    }

    /// <summary>Divides in steps; each part gets the share it was seen with, less what chance would make of an even one (James and Stein).</summary>
    private static void Divide(ReadOnlySpan<byte> shares, Span<double> shape, double unit, double clump, ReadOnlySpan<int> parts, double level)
    {
        if (parts.IsEmpty)
        {
            shape[0] = ((1 - Floor) * level) + Floor;
            return;
        }

        var (count, length) = (parts[0], shares.Length / parts[0]);
        Span<double> seen = stackalloc double[count];
        var items = 0.0;
        for (var at = 0; at < shares.Length; at++)
        {
            seen[at / length] += shares[at] * unit;
            items += shares[at] * unit;
        }

        var (even, spread) = (items / count, 0.0);
        foreach (var part in seen)
            spread += (part - even) * (part - even);
        var noise = Caution * items * clump * (1 - (1.0 / count));
        var trust = spread > noise ? 1 - (noise / spread) : 0;
        for (var part = 0; part < count; part++)
        {
            var share = even > 0 ? 1 + (trust * ((seen[part] / even) - 1)) : 1;
            Divide(shares.Slice(part * length, length), shape.Slice(part * length, length), unit, clump, parts[1..], level * share);
        }
    }
}
