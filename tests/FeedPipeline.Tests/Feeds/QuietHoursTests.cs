using System.Globalization;
using FeedPipeline.Feeds;

namespace FeedPipeline.Tests.Feeds;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("22:00-06:00 Europe/Berlin", "2026-01-15T20:59:59Z", null)]
    [InlineData("22:00-06:00 Europe/Berlin", "2026-01-15T21:00:00Z", "2026-01-16T05:00:00Z")]
    [InlineData("22:00-06:00 Europe/Berlin", "2026-01-16T04:59:59Z", "2026-01-16T05:00:00Z")]
    [InlineData("22:00-06:00 Europe/Berlin", "2026-01-16T05:00:00Z", null)]
    [InlineData("22:00-06:00 Europe/Berlin", "2026-07-15T20:00:00Z", "2026-07-16T04:00:00Z")]
    [InlineData("09:00-17:00 UTC", "2026-01-15T12:00:00Z", "2026-01-15T17:00:00Z")]
    [InlineData("00:00-23:59 Asia/Kolkata", "2026-01-15T18:29:30Z", null)]
    [InlineData("22:00-06:00 Pacific/Auckland", "2026-01-15T09:00:00Z", "2026-01-15T17:00:00Z")]
    public void They_follow_the_clock_on_the_wall(string hours, string at, string? end) => Assert.Equal(Time(end), QuietHours.Parse(hours)!.EndOf(Time(at)!.Value));

    [Theory]
    // 29 March 2026: 02:00 becomes 03:00, at 01:00 UTC.
    [InlineData("22:00-06:00 Europe/Berlin", "2026-03-28T22:00:00Z", "2026-03-29T04:00:00Z")]
    [InlineData("01:00-02:30 Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("02:15-05:00 Europe/Berlin", "2026-03-29T00:59:00Z", null)]
    [InlineData("02:15-05:00 Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00Z")]
    [InlineData("02:10-02:50 Europe/Berlin", "2026-03-29T01:00:00Z", null)]
    public void In_spring_an_hour_that_is_left_out_is_no_hour(string hours, string at, string? end) => Assert.Equal(Time(end), QuietHours.Parse(hours)!.EndOf(Time(at)!.Value));

    [Theory]
    // 25 October 2026: 03:00 becomes 02:00, at 01:00 UTC.
    [InlineData("22:00-06:00 Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T05:00:00Z")]
    [InlineData("01:00-02:30 Europe/Berlin", "2026-10-25T00:10:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("01:00-02:30 Europe/Berlin", "2026-10-25T00:45:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("01:00-02:30 Europe/Berlin", "2026-10-25T01:30:00Z", null)]
    [InlineData("02:15-05:00 Europe/Berlin", "2026-10-25T00:20:00Z", "2026-10-25T04:00:00Z")]
    [InlineData("02:15-05:00 Europe/Berlin", "2026-10-25T01:05:00Z", "2026-10-25T04:00:00Z")]
    public void In_autumn_an_hour_that_comes_twice_is_quiet_both_times(string hours, string at, string? end) => Assert.Equal(Time(end), QuietHours.Parse(hours)!.EndOf(Time(at)!.Value));

    [Fact]
    public void Whatever_the_minute_and_the_day_their_end_is_not_quiet_any_more()
    {
        foreach (var hours in new[] { "22:00-06:00 Europe/Berlin", "01:30-02:30 America/New_York", "02:30-03:30 Australia/Lord_Howe", "23:00-00:30 America/Santiago", "00:00-00:01 Asia/Beirut" })
        {
            var quiet = QuietHours.Parse(hours)!;
            for (var at = Time("2026-03-01T00:00:00Z")!.Value; at < Time("2026-11-15T00:00:00Z"); at += TimeSpan.FromMinutes(13))
            {
                if (quiet.EndOf(at) is { } end)
                    Assert.True(end > at && end - at < TimeSpan.FromHours(25) && quiet.EndOf(end) is null, $"{hours} at {at:O} end at {end:O}");
            }
        }
    }

    [Fact]
    public void Feeds_do_not_come_all_at_once_when_they_end()
    {
        var quiet = QuietHours.Parse("22:00-06:00 UTC")!;
        var opens = Enumerable.Range(1, 200).Select(feed => quiet.PutOff(feed, Time("2026-01-15T23:00:00Z")!.Value)!.Value).ToList();

        Assert.All(opens, open => Assert.InRange(open, Time("2026-01-16T06:00:00Z")!.Value, Time("2026-01-16T06:05:00Z")!.Value));
        Assert.True(opens.Distinct().Count() > 150);
    }

    [Theory]
    [InlineData("22:00-06:00 Europe/Berlin", "22:00-06:00 Europe/Berlin")]
    [InlineData(" 22:00-06:00  ", "22:00-06:00 America/New_York")]
    [InlineData("6:00-22:00", null)]
    [InlineData("22:00-22:00", null)]
    [InlineData("22:00", null)]
    [InlineData("22:00-24:00", null)]
    [InlineData("22:00-06:00 Mars/Olympus", null)]
    [InlineData("22:00-06:00 Europe/Berlin now", null)]
    [InlineData("", null)]
    public void They_are_read_as_they_are_written(string text, string? written) => Assert.Equal(written, QuietHours.Parse(text, "America/New_York")?.ToString());

    private static DateTimeOffset? Time(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
