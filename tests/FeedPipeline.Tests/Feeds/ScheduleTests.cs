using FeedPipeline.Feeds;

namespace FeedPipeline.Tests.Feeds;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("adaptive")]
    [InlineData("adaptive within 10m")]
    [InlineData("every 1s")]
    [InlineData("every 90s")]
    [InlineData("every 15m")]
    [InlineData("every 2h")]
    [InlineData("every 30d")]
    [InlineData("cron 0 0 6 * * ?")]
    public void What_is_written_is_read_again(string text) => Assert.Equal(text, Schedule.Parse(text)!.ToString());

    [Theory]
    [InlineData("  adaptive ", "adaptive")]
    [InlineData("every  60s", "every 1m")]
    [InlineData("every 24h", "every 1d")]
    [InlineData("cron   0 0 6 * * ? ", "cron 0 0 6 * * ?")]
    public void Spare_spaces_and_larger_units_are_tidied(string text, string tidy) => Assert.Equal(tidy, Schedule.Parse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("hourly")]
    [InlineData("every")]
    [InlineData("every ")]
    [InlineData("every15m")]
    [InlineData("every 15")]
    [InlineData("every 0s")]
    [InlineData("every 31d")]
    [InlineData("cron")]
    [InlineData("cron  ")]
    public void Anything_else_is_no_schedule(string text) => Assert.Null(Schedule.Parse(text));
}

public sealed class DurationsTests
{
    [Theory]
    [InlineData("1s", 1)]
    [InlineData("90s", 90)]
    [InlineData(" 15m ", 900)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    [InlineData("30d", 2592000)]
    [InlineData("720h", 2592000)]
    public void A_number_and_a_unit_make_a_duration(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Durations.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("15")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData("1.5h")]
    [InlineData("1 h")]
    [InlineData("15M")]
    [InlineData("15 minutes")]
    [InlineData("1h30m")]
    [InlineData("31d")]
    [InlineData("2147483647d")]
    [InlineData("99999999999s")]
    [InlineData("１５m")]
    [InlineData("00:15:00")]
    public void Anything_else_is_none(string text) => Assert.Null(Durations.Parse(text));

    [Theory]
    [InlineData(59, "59s")]
    [InlineData(60, "1m")]
    [InlineData(61, "61s")]
    [InlineData(5400, "90m")]
    [InlineData(86400, "1d")]
    public void The_largest_unit_without_rest_is_written(int seconds, string text) => Assert.Equal(text, Durations.Format(TimeSpan.FromSeconds(seconds)));
}
