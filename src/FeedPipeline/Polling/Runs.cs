using FeedPipeline.Feeds;

namespace FeedPipeline.Polling;

/// <summary>How a feed's items follow each other: a run is of items with no more than <see cref="Learning.Link"/> between them.</summary>
internal sealed class Runs
{
    /// <summary>Of 100 items of a feed that nobody knows, another follows 3 closely; that counts like so many items.</summary>
    private const double UsualStart = 0.03;
    private const double UsualItems = 3;

    /// <summary>Whether a run goes on is at first as likely as not, and any share is.</summary>
    private const double Unknown = 1;

    private const double UsualGap = 5;
    private const double LeastGap = 0.05;

    private readonly Pulse _pulse;

    private Runs(Pulse pulse) => _pulse = pulse;

    /// <summary>Share of the first items of runs that another follows.</summary>
    public double GetGoing { get; private init; }

    /// <summary>Share of the later ones that another follows.</summary>
    public double GoOn => (_pulse.LaterItems + Unknown) / (_pulse.LaterItems + _pulse.SecondItems + (2 * Unknown));

    /// <summary>Minutes between two items.</summary>
    public double Gap { get; private init; }

    /// <summary>Share of all items that are the first of a run, if only by themselves.</summary>
    public double Firsts { get; private init; }

    /// <param name="pulse">As of now.</param>
    public static Runs Of(Pulse pulse)
    {
        var followed = pulse.SecondItems + pulse.LaterItems;
        var days = Learning.RunMemory.TotalDays * (1 - Math.Exp(-((pulse.At - pulse.Since) / Learning.RunMemory)));
        var firsts = Math.Max(pulse.SecondItems, (PulseShape.Rate(pulse) * days) - followed);
        return new(pulse)
        {
            GetGoing = (pulse.SecondItems + (UsualStart * UsualItems)) / (firsts + UsualItems),
            Gap = Math.Max(LeastGap, (pulse.GapMinutes + UsualGap) / (followed + 1)),
            Firsts = (firsts + UsualItems) / (firsts + followed + UsualItems),
        };
    }

    /// <summary>The share after which a run of so many is as likely as what was seen lets it be: the less was seen, the longer they may be.</summary>
    public double GoOnUpTo(int items)
    {
        var (later, all, chance) = (_pulse.LaterItems + Unknown, _pulse.LaterItems + _pulse.SecondItems + (2 * Unknown), 1.0);
        var steps = Math.Max(1, items - 2);
        for (var step = 0; step < steps; step++)
            chance *= (later + step) / (all + step);
        return Math.Pow(chance, 1.0 / steps);
    }

    /// <summary>The chance that the newest item is not the last of its run, though none came since.</summary>
    public double Lives(DateTimeOffset now)
    {
        var next = _pulse.Run == 1 ? GetGoing : GoOn;
        var waits = next * Math.Exp(-Math.Max(0, (now - _pulse.Last).TotalMinutes) / Gap);
        return _pulse.Run == 0 ? 0 : waits / (1 - next + waits);
    }
}
