using FeedPipeline.Tests.Fetching;
using FeedPipeline.Worker.Sampling;

namespace FeedPipeline.Tests.Sampling;

public sealed class PublisherTests
{
    [Fact]
    public async Task Everything_that_happens_is_told_once_in_order()
    {
        var clock = new FakeClock();
        var start = clock.GetUtcNow();
        var told = new List<SampleEvent>();
        using var stop = new CancellationTokenSource();
        var telling = new Publisher(SampleNews.Seeds, 1, TimeSpan.FromMinutes(1), clock).TellAsync(
            happened =>
            {
                told.Add(happened);
                if (happened.At == start.AddMinutes(4))
                    stop.Cancel();
            },
            stop.Token);

        clock.Advance(TimeSpan.FromMinutes(4));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => telling);
        Assert.Equal([1, 2, 3, 3, 4], told.Select(happened => (happened.At - start).TotalMinutes));
    }
}
