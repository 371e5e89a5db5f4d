using FeedPipeline.Steps;
using FeedPipeline.Tests.Fetching;

namespace FeedPipeline.Tests.Steps;

public sealed class SlotsTests
{
    private readonly FakeClock clock = new();

    [Fact]
    public async Task A_slot_that_is_given_back_twice_is_one_slot()
    {
        using var slots = new Slots(1, clock);
        var first = await slots.TakeAsync(default);
        first.Dispose();
        first.Dispose();

        using var second = await slots.TakeAsync(default);

        Assert.False(slots.TakeAsync(default).AsTask().IsCompleted);
    }

    [Fact]
    public async Task The_pace_is_what_the_last_quarter_of_a_second_freed()
    {
        using var slots = new Slots(2, clock);
        Assert.Equal(0, slots.Pace);
        for (var i = 0; i < 3; i++)
            (await slots.TakeAsync(default)).Dispose();

        Assert.Equal(3, slots.Pace);
        clock.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(3, slots.Pace);
        clock.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(0, slots.Pace);
    }
}
