using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using FeedPipeline.Watching;

namespace FeedPipeline.Tests.Watching;

public sealed class TransportWatchTests
{
    [Theory]
    [InlineData("http://pills.example/1", true)]
    [InlineData("https://post.example/1", false)]
    [InlineData("http://a℀b/", false)]
    [InlineData("1", false)]
    [InlineData(null, false)]
    public void Unknown_items_of_other_hosts_under_another_title_are_told(string? link, bool told)
    {
        var claim = new ClaimedFeed
        {
            Feed = new Feed { Name = "Post", Url = "https://post.example/feed", Title = "Post", SiteUrl = "https://post.example/" },
            Fence = 1,
            ClaimedAt = DateTimeOffset.UnixEpoch,
            DueAt = DateTimeOffset.UnixEpoch,
            Window = Window.Of([new WindowEntry(1, 1, 1)]),
        };
        var poll = new CompletedPoll
        {
            Claim = claim,
            Poll = new Poll { Outcome = PollOutcome.Stored },
            Due = new Due(DateTimeOffset.UnixEpoch, "test", null),
            Document = new FeedDocument { Title = "Pills", Items = [new FeedItem { Link = link }] },
        };

        Assert.Equal(told, TransportWatch.Judge(poll).Any(note => note.Kind == EventKind.ContentShift));
    }
}
