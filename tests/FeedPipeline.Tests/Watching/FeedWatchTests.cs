using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using FeedPipeline.Watching;

namespace FeedPipeline.Tests.Watching;

public sealed class FeedWatchTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(30, true)]
    public void A_feed_is_broken_after_three_failures_in_a_row(int before, bool broken)
    {
        var notes = Judge(before, PollOutcome.ConnectError);

        Assert.Equal(broken, notes.Any(note => note is { Kind: EventKind.Broken, Detail: not null }));
    }

    [Fact]
    public void A_good_poll_ends_what_the_failures_opened()
    {
        var notes = Judge(3, PollOutcome.NotModified);

        Assert.Equal([new EventNote(EventKind.Broken, null), new EventNote(EventKind.Gone, null), new EventNote(EventKind.NewPlace, null), new EventNote(EventKind.ContentShift, null)], notes);
    }

    [Fact]
    public void A_poll_like_the_one_before_says_nothing() => Assert.Empty(Judge(0, PollOutcome.NotModified));

    [Fact]
    public void A_feed_that_is_gone_is_told_at_once() =>
        Assert.Contains(Judge(0, PollOutcome.Gone), note => note is { Kind: EventKind.Gone, Detail: not null });

    [Fact]
    public void Items_kept_out_are_told_with_their_number()
    {
        var note = Assert.Single(Judge(0, PollOutcome.Stored, quarantined: 2));

        Assert.StartsWith("2 items", note.Detail, StringComparison.Ordinal);
    }

    private static IReadOnlyList<EventNote> Judge(int failuresBefore, PollOutcome outcome, int quarantined = 0)
    {
        var claim = new ClaimedFeed
        {
            Feed = new Feed { Name = "Post", Url = "https://post.example/feed" },
            Fence = 1,
            ClaimedAt = DateTimeOffset.UnixEpoch,
            DueAt = DateTimeOffset.UnixEpoch,
            ConsecutiveFailures = failuresBefore,
        };
        return FeedWatch.Judge(claim, new Poll { Outcome = outcome }, quarantined, new WatchingOptions());
    }
}
