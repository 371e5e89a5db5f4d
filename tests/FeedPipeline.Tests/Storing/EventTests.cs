using FeedPipeline.Storing.Polls;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class EventTests(TestServer server)
{
    private const string Events = "SELECT string_agg(kind || ' ' || count || CASE WHEN closed_at IS NULL THEN ' open' ELSE ' closed' END, ', ' ORDER BY id) FROM event";

    [SkippableFact]
    public async Task A_feed_that_keeps_failing_is_one_event_until_it_answers_again()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        for (var failure = 0; failure < 5; failure++)
            await db.Pipeline.FailAsync(await db.ClaimAsync(feed), new InvalidOperationException("test"), CancellationToken.None);
        Assert.Equal("broken 3 open", await db.AskAsync(Events));

        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));

        Assert.Equal("broken 3 closed", await db.AskAsync(Events));
    }

    [SkippableFact]
    public async Task A_closed_event_opens_again_when_its_cause_is_noticed_again()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Watching:FailuresUntilBroken", "1"));
        var feed = await db.AddAsync();
        await db.Pipeline.FailAsync(await db.ClaimAsync(feed), new InvalidOperationException("test"), CancellationToken.None);
        var id = long.Parse((await db.AskAsync("SELECT id FROM event"))!, System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(await db.Get<EventStore>().CloseAsync(id, CancellationToken.None));
        Assert.False(await db.Get<EventStore>().CloseAsync(id, CancellationToken.None));
        await db.Pipeline.FailAsync(await db.ClaimAsync(feed), new InvalidOperationException("test"), CancellationToken.None);

        Assert.Equal("broken 1 closed, broken 1 open", await db.AskAsync(Events));
    }
}
