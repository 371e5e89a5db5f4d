using FeedPipeline.Feeds;

namespace FeedPipeline.Polling;

/// <summary>Learns when a feed publishes. Only news teach: that it was quiet meanwhile, the clock tells.</summary>
public static class Learning
{
    internal static readonly TimeSpan Memory = TimeSpan.FromDays(10);
    internal static readonly TimeSpan Day = TimeSpan.FromDays(1);
    internal static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly TimeSpan PeakMemory = TimeSpan.FromDays(30);

    /// <summary>How much a day that ended says of its weekday.</summary>
    private const double DayWeight = 0.4;

    /// <summary>Nothing known yet.</summary>
    public static Pulse Begin(DateTimeOffset at)
    {
        var shares = new byte[Pulse.Slots + Pulse.Marks + Pulse.Weekdays];
        shares.AsSpan(0, Pulse.Slots + Pulse.Marks).Fill(1);
        shares.AsSpan(Pulse.Slots + Pulse.Marks).Fill(Pulse.UsualDay);
        return new() { Since = at, At = at, Shares = shares };
    }

    /// <summary>After a poll.</summary>
    /// <param name="before">What was known.</param>
    /// <param name="from">The poll before that was taken in.</param>
    /// <param name="to">This one.</param>
    /// <param name="news">Items that the poll before did not list.</param>
    /// <param name="listed">Items that the document lists.</param>
    public static Pulse After(Pulse before, DateTimeOffset from, DateTimeOffset to, int news, int listed)
    {
        if (news <= 0 || to <= from)
            return before;

        var now = AsOf(before, to);
        var shape = PulseShape.Of(now);
        Span<double> slots = stackalloc double[Pulse.Slots];
        Span<double> marks = stackalloc double[Pulse.Marks];
        Place(shape, from, to, slots, marks);
        var shares = now.Shares.ToArray();
        Mix(shares.AsSpan(0, Pulse.Slots), slots, now.Items, news);
        Mix(shares.AsSpan(Pulse.Slots, Pulse.Marks), marks, now.Items, news);

        var expected = shape.PerDay * (to - from).TotalDays;
        var recent = now.Now + (news * Math.Min(1, Hour / (to - from)));
        // What fills half a document may have come within an hour, as far as anybody knows.
        var hot = 2 * news >= listed ? now.Now + news : recent;
        return now with
        {
            Items = now.Items + news,
            Squares = now.Squares + (news * Math.Max(1, news - expected)),
            Lately = now.Lately + (news * Math.Min(1, Day / (to - from))),
            Now = recent,
            Peak = Math.Max(now.Peak, hot),
            Today = now.Today + news,
            Shares = shares,
        };
    }

    /// <summary>The same at a later time: the old fades, and the days that ended are counted.</summary>
    public static Pulse AsOf(Pulse pulse, DateTimeOffset at)
    {
        var passed = at - pulse.At;
        if (passed <= TimeSpan.Zero)
            return pulse;

        var fades = Math.Exp(-(passed / Memory));
        var then = pulse with
        {
            At = at,
            Items = pulse.Items * fades,
            Squares = pulse.Squares * fades,
            Lately = pulse.Lately * Math.Exp(-(passed / Day)),
            Now = pulse.Now * Math.Exp(-(passed / Hour)),
            Peak = pulse.Peak * Math.Exp(-(passed / PeakMemory)),
        };
        return at.UtcDateTime.Date == pulse.At.UtcDateTime.Date ? then : then with { Today = 0, Shares = WithEndedDays(pulse, at) };
    }

    private static byte[] WithEndedDays(Pulse pulse, DateTimeOffset at)
    {
        var shares = pulse.Shares.ToArray();
        var perDay = PulseShape.Rate(pulse);
        var doubt = 2 * PulseShape.Clump(pulse);
        var (day, today) = (pulse.At.UtcDateTime.Date, pulse.Today);
        for (var ended = 0; ended < Pulse.Weekdays && day < at.UtcDateTime.Date; ended++, day = day.AddDays(1), today = 0)
        {
            // The first was not seen as a whole.
            if (day <= pulse.Since.UtcDateTime.Date)
                continue;
            ref var share = ref shares[Pulse.Slots + Pulse.Marks + (int)day.DayOfWeek];
            var seen = Math.Min(3, (today + doubt) / (perDay + doubt));
            share = (byte)Math.Clamp(Math.Round(share + (DayWeight * ((seen * Pulse.UsualDay) - share))), 4, 255);
        }

        return shares;
    }

    /// <summary>When between two polls the items came is not known: they are placed where most are expected.</summary>
    private static void Place(PulseShape shape, DateTimeOffset from, DateTimeOffset to, Span<double> slots, Span<double> marks)
    {
        var last = PulseShape.CellAt(to);
        var sum = 0.0;
        // A day says all that there is to say.
        for (var cell = Math.Max(PulseShape.CellAt(from), last - PulseShape.CellsADay + 1); cell <= last; cell++)
        {
            var weight = shape.Weight(cell);
            slots[PulseShape.SlotOf(cell)] += weight;
            marks[PulseShape.MarkOf(cell)] += weight;
            sum += weight;
        }

        foreach (ref var slot in slots)
            slot /= sum;
        foreach (ref var mark in marks)
            mark /= sum;
    }

    /// <summary>Adds to shares that are kept as small numbers; what rounding leaves over goes to the next, so that little by little is not lost.</summary>
    private static void Mix(Span<byte> shares, ReadOnlySpan<double> added, double items, double news)
    {
        const int Most = 250;
        Span<double> mixed = stackalloc double[shares.Length];
        var (sum, most) = (0.0, 0.0);
        foreach (var share in shares)
            sum += share;
        for (var at = 0; at < shares.Length; at++)
        {
            mixed[at] = (items * shares[at] / sum) + (news * added[at]);
            most = Math.Max(most, mixed[at]);
        }

        var rest = 0.5;
        for (var at = 0; at < shares.Length; at++)
        {
            var exact = (mixed[at] / most * Most) + rest;
            shares[at] = (byte)Math.Floor(exact);
            rest = exact - shares[at];
        }
    }
}
