using FeedPipeline.Benchmarks.Scheduling;

namespace FeedPipeline.Tests.Polling;

/// <summary>The small version of <c>FeedPipeline.Benchmarks -- schedule</c>.</summary>
public sealed class ScheduleSimulationTests
{
    private const int Days = 7;

    private static readonly IReadOnlyList<ModelFeed> Feeds = PublishingModel.Feeds(seed: 7, feeds: 1000, Days);

    [Fact]
    public void At_as_many_requests_feeds_are_fresher_than_by_the_frequency_of_entries()
    {
        var entries = Simulation.Run(Feeds, Days, new EntryFrequency(Feeds.Count, factor: 1));

        var ours = Simulation.Run(Feeds, Days, new Learned(Feeds.Count, Days, entries.Requests));

        Assert.InRange(ours.Requests, entries.Requests * 0.9, entries.Requests * 1.02);
        Assert.True(ours.ItemQuantile(.5) < entries.ItemQuantile(.5), $"items: {ours.ItemQuantile(.5)} against {entries.ItemQuantile(.5)} minutes");
        Assert.True(ours.FeedQuantile(.5) < entries.FeedQuantile(.5), $"feeds: {ours.FeedQuantile(.5)} against {entries.FeedQuantile(.5)} minutes");
        Assert.True(ours.MissedBeyondReference < entries.MissedBeyondReference, $"missed: {ours.MissedBeyondReference} against {entries.MissedBeyondReference}");
    }

    [Fact]
    public void At_a_fifth_of_the_requests_of_ten_minutes_items_wait_half_as_long_as_in_turn()
    {
        var turns = Simulation.Run(Feeds, Days, new RoundRobin(5 * 600));

        var ours = Simulation.Run(Feeds, Days, new Learned(Feeds.Count, Days, turns.Requests));

        Assert.InRange(ours.Requests, turns.Requests * 0.9, turns.Requests * 1.02);
        Assert.True(ours.ItemQuantile(.5) <= turns.ItemQuantile(.5) / 2, $"items: {ours.ItemQuantile(.5)} against {turns.ItemQuantile(.5)} minutes");
        Assert.True(ours.MissedBeyondReference < turns.MissedBeyondReference, $"missed: {ours.MissedBeyondReference} against {turns.MissedBeyondReference}");
    }

    [Fact]
    public void Polls_every_ten_minutes_miss_nothing_that_stays_listed_for_ten() =>
        Assert.Equal(0, Simulation.Run(Feeds, 1, new RoundRobin(600)).MissedBeyondReference);
}
