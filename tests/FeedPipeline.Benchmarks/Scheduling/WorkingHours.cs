namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>When somebody works: a share of the day's items for each hour, 1 on the average of a week.</summary>
internal sealed class WorkingHours
{
    private readonly double[] _week = new double[7 * 24];

    /// <summary>With beginnings, ends and weekends as they happen to be, in the zone <paramref name="offset"/> hours east of UTC.</summary>
    public static WorkingHours Of(Chance chance, double offset)
    {
        var hours = new WorkingHours();
        var (begin, end) = (7.5 + 1.5 * chance.Normal(), 19.5 + 2.5 * chance.Normal());
        var (night, weekend) = (.02 + .13 * chance.Unit(), .2 + .8 * chance.Unit());
        for (var hour = 0; hour < hours._week.Length; hour++)
        {
            var local = hour + offset + 7 * 24;
            var (day, time) = ((int)(local / 24) % 7, local % 24);
            hours._week[hour] = (time >= begin && time < end ? 1 : night) * (day >= 5 ? weekend : 1);
        }

        var mean = hours._week.Average();
        for (var hour = 0; hour < hours._week.Length; hour++)
            hours._week[hour] /= mean;
        return hours;
    }

    /// <summary>Of an hour since Monday, 00:00 UTC.</summary>
    public double Weight(long hour) => _week[((hour % _week.Length) + _week.Length) % _week.Length];
}
