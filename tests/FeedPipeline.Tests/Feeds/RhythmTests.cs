using System.Globalization;
using FeedPipeline.Feeds;

namespace FeedPipeline.Tests.Feeds;

public sealed class RhythmTests
{
    [Theory]
    [InlineData("2026-01-05T10:30:00", new[] { 10 }, new DayOfWeek[0], "2026-01-05T11:00:00")]
    [InlineData("2026-01-05T10:30:00", new[] { 9 }, new DayOfWeek[0], "2026-01-05T10:30:00")]
    [InlineData("2026-01-05T22:30:00", new[] { 22, 23, 0 }, new DayOfWeek[0], "2026-01-06T01:00:00")]
    [InlineData("2026-01-05T10:30:00", new int[0], new[] { DayOfWeek.Monday }, "2026-01-06T00:00:00")]
    [InlineData("2026-01-10T10:30:00", new int[0], new[] { DayOfWeek.Saturday, DayOfWeek.Sunday }, "2026-01-12T00:00:00")]
    [InlineData("2026-01-10T10:30:00", new[] { 0, 24, -1 }, new[] { DayOfWeek.Saturday, DayOfWeek.Sunday }, "2026-01-12T01:00:00")]
    public void The_next_time_lies_outside_of_the_rest(string at, int[] hours, DayOfWeek[] days, string next) =>
        Assert.Equal(At(next), Rhythm.Of(null, hours, days).Next(At(at)));

    [Fact]
    public void Whoever_rests_always_is_not_heard()
    {
        var at = At("2026-01-05T10:30:00");

        Assert.Equal(at, Rhythm.Of(null, Enumerable.Range(0, 24), []).Next(at));
        Assert.Equal(at, Rhythm.Of(null, [], Enum.GetValues<DayOfWeek>()).Next(at));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture);
}
