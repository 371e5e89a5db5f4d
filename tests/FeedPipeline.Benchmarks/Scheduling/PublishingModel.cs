namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>
/// Feeds that never were: newsrooms and blogs with hours of work and weekends, publishers of batches, machines, bursts and long silences.
/// Written before any scheduler was tuned, and not touched since. Day 0 is a Monday, UTC.
/// </summary>
internal static class PublishingModel
{
    private const int HistoryDays = 14;
    private const long Hour = 3600;
    private const long Day = 24 * Hour;

    private static readonly (double Share, double Offset)[] Zones =
        [(.10, -8), (.25, -5), (.12, 0), (.28, 1), (.05, 2), (.05, 3), (.05, 5.5), (.05, 8), (.05, 9)];

    private static readonly (double Share, int Size)[] Sizes = [(.06, 5), (.37, 10), (.12, 15), (.15, 20), (.10, 25), (.06, 30), (.09, 50), (.05, 100)];
    private static readonly (double Share, int Size)[] LongSizes = [(.35, 20), (.20, 25), (.15, 30), (.20, 50), (.10, 100)];
    private static readonly (double Share, int Size)[] LongestSizes = [(.30, 30), (.40, 50), (.30, 100)];

    public static IReadOnlyList<ModelFeed> Feeds(int seed, int feeds, int days) =>
        [.. Enumerable.Range(0, feeds).Select(feed => Feed(feed, new Chance(seed * 1_000_003 + feed), days))];

    private static ModelFeed Feed(int number, Chance chance, int days)
    {
        var hours = WorkingHours.Of(chance, chance.Pick(Zones));
        var (kind, items) = chance.Unit() switch
        {
            < .25 => ("newsroom", Newsroom(chance, hours, Math.Min(chance.LogNormal(12, 1.1), 400), days)),
            < .60 => ("blog", Blog(chance, hours, chance.LogNormal(.35, 1.2), days)),
            < .72 => ("batch", Batches(chance, hours, days)),
            < .77 => ("hourly", Hourly(chance, days)),
            < .85 => ("machine", Poisson(chance, _ => 1, Math.Min(chance.LogNormal(40, 1.1), 600), days)),
            < .95 => ("bursts", Bursts(chance, hours, days)),
            _ => ("on-off", OnAndOff(chance, hours, days)),
        };
        var published = items.Where(at => at >= -HistoryDays * Day && at < days * Day).Order().ToArray();
        return new($"{kind}-{number}", Size(chance, published.Length / (double)(days + HistoryDays)), published);
    }

    private static int Size(Chance chance, double perDay) =>
        perDay > 100 && chance.Unit() < .9 ? chance.Pick(LongestSizes)
        : perDay > 10 && chance.Unit() < .7 ? chance.Pick(LongSizes)
        : chance.Pick(Sizes);

    /// <summary>Hours of work, better and worse days, follow-ups within minutes, and items that were set to the quarter of an hour.</summary>
    private static List<long> Newsroom(Chance chance, WorkingHours hours, double perDay, int days)
    {
        var mood = Enumerable.Range(0, days + HistoryDays).Select(_ => chance.LogNormal(1, .3)).ToArray();
        var first = Poisson(chance, hour => hours.Weight(hour) * mood[(int)(hour / 24 + (hour % 24 < 0 ? -1 : 0)) + HistoryDays], perDay / 1.25, days);
        var rounds = chance.Unit() < .3;
        return [.. first.Select(at => rounds && chance.Unit() < .4 ? Rounded(at) : at).SelectMany(at => chance.Unit() < .25 ? [at, at + chance.Between(20, 600)] : new[] { at })];
    }

    private static List<long> Blog(Chance chance, WorkingHours hours, double perDay, int days)
    {
        var rounds = chance.Unit() < .3;
        return [.. Poisson(chance, hours.Weight, perDay, days).Select(at => rounds && chance.Unit() < .4 ? Rounded(at) : at)];
    }

    /// <summary>All at once, at one to four fixed times of the day, some to the minute and some not; now and then a day without.</summary>
    private static List<long> Batches(Chance chance, WorkingHours hours, int days)
    {
        var perDay = chance.Pick([(.7, 1), (.2, 2), (.06, 3), (.04, 4)]);
        var times = Enumerable.Range(0, perDay).Select(_ => chance.Between(0, Day)).ToArray();
        var spread = chance.Unit() < .5 ? 30.0 : 450;
        var restsAtWeekends = chance.Unit() < .5;
        var size = chance.LogNormal(5, .8);
        var items = Poisson(chance, hours.Weight, .2, days);
        for (var day = -HistoryDays; day < days; day++)
        {
            foreach (var time in times.Where(_ => chance.Unit() >= .1 && !(restsAtWeekends && Weekday(day) >= 5)))
            {
                var at = day * Day + time + (long)(chance.Normal() * spread);
                var count = 1 + chance.Poisson(size - 1);
                items.AddRange(Enumerable.Range(0, count).Select(_ => at + chance.Between(0, 120)));
            }
        }

        return items;
    }

    /// <summary>A machine that writes its file once an hour.</summary>
    private static List<long> Hourly(Chance chance, int days)
    {
        var minute = chance.Between(0, Hour);
        var mean = chance.LogNormal(1.5, .8);
        return [.. Enumerable.Range(-HistoryDays * 24, (days + HistoryDays) * 24).SelectMany(hour =>
            Enumerable.Range(0, chance.Poisson(mean)).Select(_ => hour * Hour + minute + chance.Between(0, 60)))];
    }

    private static List<long> Bursts(Chance chance, WorkingHours hours, int days)
    {
        var items = Poisson(chance, hours.Weight, chance.LogNormal(1, .8), days);
        var (perDay, mean, gap) = (.1 + .5 * chance.Unit(), 4 + 8 * chance.Unit(), 120 + 600 * chance.Unit());
        foreach (var begin in Poisson(chance, hours.Weight, perDay, days))
        {
            var at = (double)begin;
            var count = 3 + chance.Geometric(mean);
            for (var item = 0; item < count; item++, at += chance.Exponential(gap))
                items.Add((long)at);
        }

        return items;
    }

    private static List<long> OnAndOff(Chance chance, WorkingHours hours, int days)
    {
        var perDay = chance.LogNormal(5, .9);
        var all = Poisson(chance, hours.Weight, perDay, days);
        var items = new List<long>();
        var isOn = chance.Unit() < .33;
        for (double at = -HistoryDays * Day; at < days * Day; isOn = !isOn)
        {
            var end = at + chance.Exponential((isOn ? 3 : 6) * Day);
            if (isOn)
                items.AddRange(all.Where(item => item >= at && item < end));
            at = end;
        }

        return items;
    }

    private static List<long> Poisson(Chance chance, Func<long, double> weight, double perDay, int days)
    {
        var items = new List<long>();
        for (long hour = -HistoryDays * 24; hour < days * 24; hour++)
        {
            for (var left = chance.Poisson(perDay / 24 * weight(hour)); left > 0; left--)
                items.Add(hour * Hour + chance.Between(0, Hour));
        }

        return items;
    }

    private static long Rounded(long at) => (long)Math.Round(at / 900.0) * 900;

    /// <summary>0 is Monday.</summary>
    internal static int Weekday(long day) => (int)(((day % 7) + 7) % 7);
}
