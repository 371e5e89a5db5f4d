using System.Globalization;
using FeedPipeline.Feeds;
using FeedPipeline.Worker.Jobs;

namespace FeedPipeline.Tests.Feeds;

public sealed class CronTimesTests
{
    [Theory]
    [InlineData("cron 0 0 6 * * ? in Europe/Berlin", "2026-01-15T12:00:00Z", "2026-01-16T05:00:00Z")]
    [InlineData("cron 0 0 6 * * ? in Europe/Berlin", "2026-07-15T12:00:00Z", "2026-07-16T04:00:00Z")]
    [InlineData("cron 0 0 6 * * ?", "2026-07-15T12:00:00Z", "2026-07-16T06:00:00Z")]
    [InlineData("cron 0 0 6 ? * MON-FRI in America/New_York", "2026-01-16T12:00:00Z", "2026-01-19T11:00:00Z")]
    public void The_calendar_is_that_of_its_zone(string schedule, string at, string next) => Assert.Equal(Time(next), Next(schedule, at));

    [Fact]
    public void In_spring_an_hour_that_is_left_out_costs_no_day()
    {
        // 29 March 2026, 02:00 becomes 03:00 at 01:00 UTC: 02:30 is made up for within the hour.
        var next = Next("cron 0 30 2 * * ? in Europe/Berlin", "2026-03-28T12:00:00Z")!.Value;

        Assert.InRange(next, Time("2026-03-29T01:00:00Z"), Time("2026-03-29T02:00:00Z"));
        Assert.Equal(Time("2026-03-30T00:30:00Z"), Next("cron 0 30 2 * * ? in Europe/Berlin", next.ToString("O", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void In_autumn_an_hour_that_comes_twice_counts_once()
    {
        // 25 October 2026, 03:00 becomes 02:00 at 01:00 UTC.
        var first = Next("cron 0 30 2 * * ? in Europe/Berlin", "2026-10-24T12:00:00Z")!.Value;
        var second = Next("cron 0 30 2 * * ? in Europe/Berlin", first.ToString("O", CultureInfo.InvariantCulture));

        Assert.Contains(first, new[] { Time("2026-10-25T00:30:00Z"), Time("2026-10-25T01:30:00Z") });
        Assert.Equal(Time("2026-10-26T01:30:00Z"), second);
    }

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", 23)]
    [InlineData("2026-10-24T12:00:00Z", 25)]
    public void Every_hour_of_a_day_counts_once_however_many_it_has(string at, int hours)
    {
        var (now, times) = (Time(at), 0);
        var end = now.AddHours(hours);
        while (CronTimes.Next(new Schedule.Cron("0 0 * * * ?", "Europe/Berlin"), now) is { } next && next <= end)
            (now, times) = (next, times + 1);

        Assert.Equal(hours, times);
    }

    [Theory]
    [InlineData("cron 0 0 6 * * ? in Nowhere/Atall")]
    [InlineData("cron  ")]
    public void What_is_no_schedule_is_none(string text) => Assert.Null(Schedule.Parse(text));

    private static DateTimeOffset? Next(string schedule, string at) => CronTimes.Next((Schedule.Cron)Schedule.Parse(schedule)!, Time(at));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
