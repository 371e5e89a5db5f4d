using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

public sealed class BodyBudgetTests
{
    [Theory]
    [InlineData(48, 64, 10, 3, 1)]
    [InlineData(1, 64, 10, 1, 1)]
    [InlineData(256, 64, 10, 30, 6)]
    [InlineData(4096, 8, 10, 8, 8)]
    public void Larger_bodies_share_what_the_small_ones_leave(int memoryMegabytes, int concurrency, int bodyMegabytes, int medium, int large)
    {
        var options = new FetchingOptions
        {
            BodyMemory = memoryMegabytes * 1024L * 1024,
            Concurrency = concurrency,
            MaxBodyBytes = bodyMegabytes * 1024 * 1024,
        };

        Assert.Equal((medium, large), BodyBudget.Bodies(options));
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

    [Fact]
    public async Task A_body_that_outgrows_its_share_gives_it_back_for_a_larger_one()
    {
        using var budget = new BodyBudget(new() { BodyMemory = 1024 * 1024 });
        using var large = new BodyBuffer(budget);
        await FillAsync(large, BodyBudget.MediumBytes + 1);

        using var medium = new BodyBuffer(budget);
        await FillAsync(medium, BodyBudget.MediumBytes);

        Assert.False(medium.SpaceAsync(CancellationToken.None).AsTask().IsCompleted);
        large.Dispose();
        using var another = new BodyBuffer(budget);
        await FillAsync(another, BodyBudget.MediumBytes);
    }

    [Fact]
    public async Task What_a_poll_keeps_counts_until_it_is_given_back()
    {
        using var budget = new BodyBudget(new() { BodyMemory = 1024 * 1024 });
        var first = new BodyBuffer(budget);
        await FillAsync(first, BodyBudget.SmallBytes + 1);
        var share = first.Keep();
        first.Dispose();

        using var second = new BodyBuffer(budget);
        await FillAsync(second, BodyBudget.SmallBytes);
        var wait = second.SpaceAsync(CancellationToken.None).AsTask();
        Assert.False(wait.IsCompleted);
        share!.Dispose();
        share.Dispose();

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
