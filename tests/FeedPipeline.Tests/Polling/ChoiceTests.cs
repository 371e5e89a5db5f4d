using FeedPipeline.Feeds;
using FeedPipeline.Polling;

namespace FeedPipeline.Tests.Polling;

public sealed class ChoiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 16, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Where_nobody_waits_and_nothing_can_be_lost_a_poll_is_put_off_as_long_as_can_be() =>
        Assert.Equal(Choice.Horizon, Next(places: 1000, weight: 0));

    [Fact]
    public void A_feed_whose_runs_outgrow_its_document_is_watched_though_nobody_waits() =>
        Assert.InRange(Next(places: 10, weight: 0) * PulseShape.Cell, TimeSpan.FromMinutes(10), TimeSpan.FromHours(2));

    [Fact]
    public void The_more_late_items_count_the_sooner_comes_the_poll() =>
        Assert.True(Next(places: 1000, weight: 9) < Next(places: 1000, weight: 1), $"{Next(places: 1000, weight: 9)} and {Next(places: 1000, weight: 1)}");

    /// <summary>Cells until the next poll of a feed that had a run of 12 items, 4 minutes apart, on each of five days.</summary>
    private static int Next(int places, double weight)
    {
        DateTimeOffset[] came = [.. Enumerable.Range(0, 5).SelectMany(run => Enumerable.Range(0, 12).Select(item => Now.AddDays(-1 - run).AddHours(5 * run).AddMinutes((4 * item) - 300)))];
        var pulse = Learning.First(Now, Now, came);
        var (shape, runs) = (PulseShape.Of(pulse), Runs.Of(pulse));
        return Choice.Next(Forecast.Of(pulse, shape, runs, Now, Choice.Horizon), Loss.Of(runs, places, Now), price: 1, weight, room: 1000, least: 1, Choice.Horizon);
    }
}
