using FeedPipeline.Feeds;
using FeedPipeline.Steps;

namespace FeedPipeline.Tests.Steps;

public sealed class HandTests
{
    private readonly Hand hand = new();

    [Fact]
    public void Only_what_has_not_begun_is_given_back_and_does_not_begin_then()
    {
        var waiting = hand.Add(Claim(1));
        hand.Begin(Claim(2));

        Assert.Equal([1], hand.TakeUnbegun().Select(claim => claim.Feed.Id));

        Assert.False(waiting.Take());
        Assert.Equal([1, 2], hand.Claims.Select(claim => claim.Feed.Id).Order());
    }

    [Fact]
    public async Task It_is_empty_when_the_last_poll_has_ended()
    {
        var (one, other) = (hand.Begin(Claim(1)), hand.Begin(Claim(2)));
        var empty = hand.EmptyAsync(default);

        hand.Remove(one);
        hand.Remove(one);
        Assert.Equal(1, hand.Count);
        Assert.False(empty.IsCompleted);

        hand.Remove(other);
        await empty.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static ClaimedFeed Claim(long feed) => new()
    {
        Feed = new Feed { Id = feed, Name = $"feed {feed}", Url = "http://feed.example/" },
        Fence = 1,
        ClaimedAt = DateTimeOffset.UnixEpoch,
        DueAt = DateTimeOffset.UnixEpoch,
    };
}
