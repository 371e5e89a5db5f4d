using FeedPipeline.Feeds;

namespace FeedPipeline.Polling;

/// <summary>
/// Learns when a feed publishes. Only news teach: that it was quiet meanwhile, the clock tells. An item came when it says, if that lies between the two polls
/// that it must lie between; whose items say otherwise more than now and then is not asked any more.
/// </summary>
public static class Learning
{
    internal static readonly TimeSpan Memory = TimeSpan.FromDays(10);
    internal static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Items of a run follow each other within it.</summary>
    internal static readonly TimeSpan Link = TimeSpan.FromMinutes(30);

    internal static readonly TimeSpan RunMemory = TimeSpan.FromDays(30);
    private static readonly TimeSpan History = TimeSpan.FromDays(30);

    /// <summary>How much a day that ended says of its weekday.</summary>
    private const double DayWeight = 0.4;

    /// <summary>Share of items that may be misdated, and how many may be in any case.</summary>
    private const double MisdatedShare = 0.1;
    private const double MisdatedItems = 2;

    /// <summary>Of a first document that more are read from.</summary>
    private const int MostDates = 200;

    private const int LongestRun = byte.MaxValue;

    /// <summary>Nothing known yet.</summary>
    public static Pulse Begin(DateTimeOffset at)
    {
        var shares = new byte[Pulse.Slots + Pulse.Marks + Pulse.Weekdays];
        shares.AsSpan(0, Pulse.Slots + Pulse.Marks).Fill(1);
        shares.AsSpan(Pulse.Slots + Pulse.Marks).Fill(Pulse.UsualDay);
        return new() { Met = at, Since = at, At = at, Last = at, Shares = shares };
    }

    /// <summary>After the first document, as though its items had been seen when they say that they came.</summary>
    /// <param name="met">Since when the feed is known.</param>
    /// <param name="at">When the document was had.</param>
    /// <param name="dates">When its items say that they came.</param>
    public static Pulse First(DateTimeOffset met, DateTimeOffset at, IReadOnlyList<DateTimeOffset> dates)
    {
        DateTimeOffset[] known = [.. dates.Where(date => date <= at && date > at - History).Order().TakeLast(MostDates)];
        if (known.Length == 0)
            return Begin(met);

        var pulse = Begin(known[0]);
        for (var item = 1; item < known.Length; item++)
            pulse = After(pulse, known[item - 1], known[item], 1, [known[item]]);
        return pulse with { Met = met, Since = known[0] < met ? known[0] : met };
    }

    /// <summary>After a poll.</summary>
    /// <param name="before">What was known.</param>
    /// <param name="from">The poll before that was taken in.</param>
    /// <param name="to">This one.</param>
    /// <param name="news">Items that the poll before did not list.</param>
    /// <param name="dates">When those of them that say it say that they came.</param>
    public static Pulse After(Pulse before, DateTimeOffset from, DateTimeOffset to, int news, IReadOnlyList<DateTimeOffset> dates)
    {
        if (news <= 0 || to < from)
            return before;

        var now = AsOf(before, to);
        DateTimeOffset[] known = [.. dates.Where(date => date > from - PulseShape.Cell && date <= to + PulseShape.Cell).Order().TakeLast(news)];
        var misdated = now.Misdated + Math.Min(news, dates.Count) - known.Length;
        if (misdated > MisdatedItems + (MisdatedShare * (now.Items + news)))
            known = [];

        var shape = PulseShape.Of(now);
        Span<double> slots = stackalloc double[Pulse.Slots];
        Span<double> marks = stackalloc double[Pulse.Marks];
        Place(shape, from, to, Math.Max(0, news - known.Length) / (double)news, slots, marks);
        foreach (var date in known)
        {
            slots[PulseShape.SlotOf(PulseShape.CellAt(date))] += 1.0 / news;
            marks[PulseShape.MarkOf(PulseShape.CellAt(date))] += 1.0 / news;
        }

        var shares = now.Shares.ToArray();
        Mix(shares.AsSpan(0, Pulse.Slots), slots, now.Items, news);
        Mix(shares.AsSpan(Pulse.Slots, Pulse.Marks), marks, now.Items, news);

        var expected = shape.PerDay * (to - from).TotalDays;
        return WithRuns(now, from, to, news, known) with
        {
            Items = now.Items + news,
            Squares = now.Squares + (news * Math.Max(1, news - expected)),
            Lately = now.Lately + (news * Math.Min(1, Day / (to - from))),
            Today = now.Today + news,
            Misdated = misdated,
            Shares = shares,
        };
    }

    /// <summary>Which items followed others closely. Those that do not say when they came are placed at even distances.</summary>
    private static Pulse WithRuns(Pulse pulse, DateTimeOffset from, DateTimeOffset to, int news, DateTimeOffset[] known)
    {
        var (last, run, seconds, laters, gaps) = (pulse.Last, pulse.Run, pulse.SecondItems, pulse.LaterItems, pulse.GapMinutes);
        for (var item = 0; item < news; item++)
        {
            var at = known.Length >= news ? known[item] : from + ((to - from) * ((item + 0.5) / news));
            var gap = at > last ? at - last : TimeSpan.Zero;
            (last, run) = (at > last ? at : last, run == 0 || gap > Link ? 1 : Math.Min(run + 1, LongestRun));
            if (run == 1)
                continue;
            gaps += gap.TotalMinutes;
            (seconds, laters) = run == 2 ? (seconds + 1, laters) : (seconds, laters + 1);
        }

        return pulse with { Last = last, Run = run, SecondItems = seconds, LaterItems = laters, GapMinutes = gaps };
    }

    /// <summary>The same at a later time: the old fades, and the days that ended are counted.</summary>
    public static Pulse AsOf(Pulse pulse, DateTimeOffset at)
    {
        var passed = at - pulse.At;
        if (passed <= TimeSpan.Zero)
            return pulse;

        var fades = Math.Exp(-(passed / Memory));
        var slowly = Math.Exp(-(passed / RunMemory));
        var then = pulse with
        {
            At = at,
            Items = pulse.Items * fades,
            Squares = pulse.Squares * fades,
            Lately = pulse.Lately * Math.Exp(-(passed / Day)),
            Misdated = pulse.Misdated * fades,
            SecondItems = pulse.SecondItems * slowly,
            LaterItems = pulse.LaterItems * slowly,
            GapMinutes = pulse.GapMinutes * slowly,
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
    private static void Place(PulseShape shape, DateTimeOffset from, DateTimeOffset to, double share, Span<double> slots, Span<double> marks)
    {
        if (share <= 0)
            return;

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
            slot *= share / sum;
        foreach (ref var mark in marks)
            mark *= share / sum;
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
