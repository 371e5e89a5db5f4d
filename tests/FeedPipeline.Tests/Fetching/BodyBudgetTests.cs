using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

public sealed class BodyBudgetTests
{
    [Theory]
    [InlineData(48, 64, 10, 3)]
    [InlineData(1, 64, 10, 1)]
    [InlineData(4096, 8, 10, 8)]
    public void Large_bodies_share_what_the_small_ones_leave(int memoryMegabytes, int concurrency, int bodyMegabytes, int large)
    {
        var options = new FetchingOptions
        {
            BodyMemory = memoryMegabytes * 1024L * 1024,
            Concurrency = concurrency,
            MaxBodyBytes = bodyMegabytes * 1024 * 1024,
        };

        Assert.Equal(large, BodyBudget.LargeBodies(options));
    }

    [Fact]
    public async Task Only_a_large_body_takes_a_lane_and_gives_it_back()
    {
        using var budget = new BodyBudget(new() { BodyMemory = 1024 * 1024 });
        var large = new BodyBuffer(budget);
        await FillAsync(large, BodyBudget.SmallBytes + 1);

        using var small = new BodyBuffer(budget);
        await FillAsync(small, BodyBudget.SmallBytes);
        var wait = small.SpaceAsync(CancellationToken.None).AsTask();
        Assert.False(wait.IsCompleted);
        large.Dispose();

        Assert.False((await wait).IsEmpty);
    }

    private static async Task FillAsync(BodyBuffer buffer, int bytes)
    {
        while (buffer.Length < bytes)
        {
            var space = await buffer.SpaceAsync(CancellationToken.None);
            buffer.Advance((int)Math.Min(space.Length, bytes - buffer.Length));
        }
    }
}
