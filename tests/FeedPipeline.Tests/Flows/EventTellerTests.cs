using FeedPipeline.Consumers;
using FeedPipeline.Flows;
using FeedPipeline.Storing.Polls;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Flows;

[Collection(DatabaseTests.Name)]
public sealed class EventTellerTests(TestServer server)
{
    [SkippableFact]
    public async Task A_webhook_that_asks_for_events_is_told_once_that_one_opened_and_once_that_it_is_over()
    {
        await using var house = await WebhookHouse.OpenAsync(server, ("Watching:FailuresUntilBroken", "1"));
        await using var asked = await Receiver.StartAsync();
        await house.AddAsync(asked, new Webhook { Url = asked.Url, Sealed = [], Kinds = [EventTeller.Kind] });
        var feed = await house.Db.AddAsync();
        await house.Db.Pipeline.FailAsync(await house.Db.ClaimAsync(feed), new InvalidOperationException("test"), default);
        var teller = house.Db.Get<EventTeller>();

        Assert.Equal(1, await teller.TellAsync(default));
        Assert.Equal(0, await teller.TellAsync(default));
        await house.Db.PollAsync(feed, Rss.Feed());
        Assert.Equal(1, await teller.TellAsync(default));
        Assert.Equal(0, await teller.TellAsync(default));

        var told = asked.Taken.Select(message => message.Body).ToList();
        Assert.Equal(["event.opened", "event.closed"], told.Select(message => (string)message["type"]!));
        Assert.Equal(("broken", "news", feed), ((string)told[0]["data"]!["kind"]!, (string)told[0]["data"]!["about"]!, (long)told[0]["data"]!["feed_id"]!));
        Assert.Empty(house.Receiver.Taken);
    }

    [SkippableFact]
    public async Task What_was_not_taken_is_told_again_with_the_same_id()
    {
        await using var house = await WebhookHouse.OpenAsync(server, ("Watching:FailuresUntilBroken", "1"));
        await using var asked = await Receiver.StartAsync();
        await house.AddAsync(asked, new Webhook { Url = asked.Url, Sealed = [], Kinds = [EventTeller.Kind] });
        await house.Db.Pipeline.FailAsync(await house.Db.ClaimAsync(await house.Db.AddAsync()), new InvalidOperationException("test"), default);
        var ids = new List<string>();
        asked.Answer = (number, message) =>
        {
            ids.Add(message.Id);
            return number == 1 ? 500 : 204;
        };
        var teller = house.Db.Get<EventTeller>();

        Assert.Equal(1, await teller.TellAsync(default));
        Assert.Equal(0, await teller.TellAsync(default));
        await house.Db.AskAsync("UPDATE event SET tell_at = now()");
        Assert.Equal(1, await teller.TellAsync(default));

        Assert.Equal(0, await teller.TellAsync(default));
        Assert.Equal(2, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [SkippableFact]
    public async Task What_keeps_events_from_a_webhook_is_seen_where_it_is_listed_and_becomes_an_event_until_it_takes_them()
    {
        await using var house = await WebhookHouse.OpenAsync(server, ("Watching:FailuresUntilBroken", "1"));
        await using var asked = await Receiver.StartAsync();
        await house.AddAsync(asked, new Webhook { Url = asked.Url, Sealed = [], Kinds = [EventTeller.Kind] });
        await house.Db.Pipeline.FailAsync(await house.Db.ClaimAsync(await house.Db.AddAsync()), new InvalidOperationException("test"), default);
        var answer = 500;
        asked.Answer = (_, _) => answer;
        var teller = house.Db.Get<EventTeller>();
        async Task<string?> AskAsync() => await house.Db.AskAsync("SELECT problem || ', ' || delivered || ', ' || (SELECT count(*) FROM event WHERE kind = 'webhook_failing' AND closed_at IS NULL) FROM webhook WHERE 'event' = ANY (kinds)");

        await teller.TellAsync(default);
        Assert.EndsWith("500, 0, 0", await AskAsync(), StringComparison.Ordinal);
        await house.Db.AskAsync("UPDATE event SET tell_at = now()");
        await teller.TellAsync(default);
        Assert.EndsWith("500, 0, 1", await AskAsync(), StringComparison.Ordinal);

        answer = 204;
        await house.Db.AskAsync("UPDATE event SET tell_at = NULL");
        await teller.TellAsync(default);
        Assert.Equal("0 open, 2 taken", await house.Db.AskAsync("SELECT count(*) FILTER (WHERE event.kind = 'webhook_failing' AND closed_at IS NULL) || ' open, ' || (SELECT delivered FROM webhook WHERE problem IS NULL AND 'event' = ANY (kinds)) || ' taken' FROM event"));
    }

    [SkippableFact]
    public async Task A_gap_is_over_when_documents_overlapped_for_long_enough()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("b")));
        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM event WHERE kind = 'gap' AND closed_at IS NULL"));
        var store = db.Get<EventStore>();

        await db.AskAsync("UPDATE event SET last_at = now() - interval '2 days', opened_at = now() - interval '2 days'");
        await db.AskAsync("UPDATE feed_schedule SET last_poll_at = now() - interval '3 days'");
        Assert.Equal(0, await store.CloseOverAsync(TimeSpan.FromDays(1), TimeSpan.FromDays(7), default));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("c"), Rss.Item("b")));

        Assert.Equal(1, await store.CloseOverAsync(TimeSpan.FromDays(1), TimeSpan.FromDays(7), default));
    }
}
