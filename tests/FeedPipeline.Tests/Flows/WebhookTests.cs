using FeedPipeline.Consumers;
using FeedPipeline.Flows;
using FeedPipeline.Storing.Changes;
using FeedPipeline.Storing.Webhooks;
using FeedPipeline.Tests.Storing;
using FeedPipeline.Tests.Storing.Changes;

namespace FeedPipeline.Tests.Flows;

/// <summary>Deliveries to a real receiver on the loopback.</summary>
[Collection(DatabaseTests.Name)]
public sealed class WebhookTests(TestServer server)
{
    private const string Open = "SELECT string_agg(kind || ' ' || count, ', ') FROM event WHERE closed_at IS NULL";

    [SkippableFact]
    public async Task A_change_arrives_signed_with_its_article()
    {
        await using var house = await WebhookHouse.OpenAsync(server);
        await house.Db.PollAsync(await house.Db.AddAsync(), Rss.Feed(Rss.Item("a")));

        Assert.Equal(1, await house.DeliverAsync());

        var message = Assert.Single(house.Receiver.Taken);
        Assert.True(message.IsSigned);
        Assert.Equal("msg_1_1", message.Id);
        Assert.Equal("article.created", (string?)message.Body["type"]);
        Assert.Equal("Title of a", (string?)message.Body["data"]!["article"]!["headline"]);
        Assert.Equal(0, await house.DeliverAsync());
        Assert.Equal("0 1", await house.Db.AskAsync("SELECT attempts || ' ' || delivered FROM webhook"));
    }

    [SkippableFact]
    public async Task A_receiver_that_fails_stalls_and_forgets_gets_every_change_in_order_with_one_id_each()
    {
        await using var house = await WebhookHouse.OpenAsync(server, ("Webhooks:Timeout", "00:00:01"), ("Webhooks:Lease", "00:00:05"));
        await house.Db.AskAsync(ChangeLogTests.Insert(Enumerable.Range(1, 60)));
        // Of ten requests one is refused, one stalls, one is taken but answered as if it were not.
        house.Receiver.Answer = (number, _) => (number % 10) switch { 3 => 500, 6 when number < 30 => null, 8 => 503, _ => 200 };

        while (await house.DeliverAsync() > 0 || await house.Db.AskAsync("SELECT attempts > 0 FROM webhook") == "True")
            await house.HurryAsync();

        Assert.Equal(Enumerable.Range(1, 60).Select(article => (long)article), house.Receiver.Taken.Select(message => message.Article));
        Assert.Equal(60, house.Receiver.Taken.Select(message => message.Id).Distinct().Count());
        Assert.Equal("0", await house.Db.AskAsync("SELECT count(*) FROM webhook_dead_letter"));
    }

    [SkippableFact]
    public async Task A_worker_that_dies_in_the_middle_has_the_next_one_go_on_and_nothing_is_left_out()
    {
        await using var house = await WebhookHouse.OpenAsync(server);
        await house.Db.AskAsync(ChangeLogTests.Insert(Enumerable.Range(1, 30)));
        using var killed = new CancellationTokenSource();
        house.Receiver.Answer = (number, _) =>
        {
            if (number == 12)
                killed.Cancel();
            return 200;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => house.Db.Get<WebhookDelivery>().DeliverDueAsync(killed.Token));
        await using var next = house.Db.Another(house.Settings);

        await next.Get<WebhookDelivery>().DeliverDueAsync(default);

        Assert.Equal(Enumerable.Range(1, 30).Select(article => (long)article), house.Receiver.Taken.Select(message => message.Article).Distinct());
        Assert.Equal(30, house.Receiver.Taken.Select(message => message.Id).Distinct().Count());
    }

    [SkippableFact]
    public async Task While_one_is_claimed_nobody_else_delivers_for_it_and_a_late_worker_saves_nothing()
    {
        await using var house = await WebhookHouse.OpenAsync(server);
        await house.Db.AskAsync(ChangeLogTests.Insert(1));
        var store = house.Db.Get<DeliveryStore>();
        var late = await store.ClaimAsync(TimeSpan.FromMinutes(1), default);
        Assert.NotNull(late);
        Assert.Equal(0, await house.DeliverAsync());

        await house.Db.AskAsync("UPDATE webhook SET lease_until = now() - interval '1 second'");
        Assert.Equal(1, await house.DeliverAsync());

        Assert.False(await store.SaveAsync(late, new WebhookProgress(default) { Problem = "late" }, TimeSpan.FromMinutes(1), default));
        Assert.Null(await house.Db.AskAsync("SELECT problem FROM webhook"));
    }

    [SkippableFact]
    public async Task What_is_never_taken_becomes_a_dead_letter_and_can_be_sent_again()
    {
        await using var house = await WebhookHouse.OpenAsync(server, ("Webhooks:Attempts", "4"));
        await house.Db.AskAsync(ChangeLogTests.Insert(1, 2, 3));
        house.Receiver.Answer = (_, message) => message.Article == 2 ? 400 : 200;

        for (var turn = 0; turn < 8; turn++)
        {
            await house.DeliverAsync();
            await house.HurryAsync();
        }

        Assert.Equal([1, 3], house.Receiver.Taken.Select(message => message.Article));
        Assert.Equal("2 4", await house.Db.AskAsync("SELECT (change->>'article_id') || ' ' || attempts FROM webhook_dead_letter"));
        // It was opened at the third failure, went on at the fourth, and was over when the next change was taken.
        Assert.Equal("webhook_failing 2 f", await house.Db.AskAsync("SELECT concat_ws(' ', kind, count, closed_at IS NULL) FROM event"));

        Assert.Equal((0, 1), await RetryAsync(house));
        house.Receiver.Answer = (_, _) => 200;
        Assert.Equal((1, 0), await RetryAsync(house));
        Assert.Equal([1, 3, 2], house.Receiver.Taken.Select(message => message.Article));
        Assert.Equal("msg_1_2", house.Receiver.Taken[^1].Id);
        Assert.Equal((0, 0), await RetryAsync(house));
    }

    [SkippableFact]
    public async Task A_receiver_that_is_down_grows_nothing_without_bound_and_holds_nobody_back()
    {
        await using var house = await WebhookHouse.OpenAsync(server, ("Webhooks:Attempts", "1"), ("Webhooks:DeadLetters", "3"), ("Webhooks:FailuresUntilEvent", "1"));
        await using var other = await Receiver.StartAsync();
        await house.AddAsync(other);
        house.Receiver.Answer = (_, _) => 500;
        await house.Db.AskAsync(ChangeLogTests.Insert(Enumerable.Range(1, 50)));

        for (var turn = 0; turn < 10; turn++)
        {
            await house.DeliverAsync();
            await house.HurryAsync();
        }

        Assert.Equal(50, other.Taken.Count);
        Assert.Equal("3", await house.Db.AskAsync("SELECT count(*) FROM webhook_dead_letter"));
        Assert.Equal("webhook_failing 10", await house.Db.AskAsync(Open));
        house.Receiver.Answer = (_, _) => 200;
        await house.DeliverAsync();
        Assert.Equal(Enumerable.Range(4, 47).Select(article => (long)article), house.Receiver.Taken.Select(message => message.Article));
        Assert.Null(await house.Db.AskAsync(Open));
    }

    [SkippableFact]
    public async Task A_receiver_that_stalls_holds_nobody_back()
    {
        await using var house = await WebhookHouse.OpenAsync(server, ("Webhooks:Timeout", "00:00:20"));
        await using var other = await Receiver.StartAsync();
        await house.AddAsync(other);
        house.Receiver.Answer = (_, _) => null;
        await house.Db.AskAsync(ChangeLogTests.Insert(1));
        using var stop = new CancellationTokenSource();
        var delivering = house.Db.Get<WebhookDelivery>().DeliverDueAsync(stop.Token);
        await house.Db.AwaitAsync("1", "SELECT delivered FROM webhook WHERE id = 2");

        await house.Db.AskAsync(ChangeLogTests.Insert(2));

        await house.Db.AwaitAsync("2", "SELECT delivered FROM webhook WHERE id = 2");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivering);
    }

    [SkippableFact]
    public async Task Many_large_articles_take_no_more_memory_than_a_page_of_them()
    {
        const int Changes = 400;
        const long Limit = 100_000_000;
        await using var house = await WebhookHouse.OpenAsync(server, ("Webhooks:PageSize", "10"));
        await house.Db.PollAsync(await house.Db.AddAsync(), Rss.Feed([.. Enumerable.Range(1, 40).Select(item => Rss.Item($"item{item}"))]));
        await house.DeliverAsync();
        // Ten times as much text as may be held.
        await house.Db.AskAsync("UPDATE article SET body = repeat(md5(id::text) || ' ', 15000)");
        await house.Db.AskAsync(ChangeLogTests.Insert(Enumerable.Range(0, Changes).Select(number => 1 + (number % 40))));
        var (before, peak, asked) = (GC.GetTotalMemory(forceFullCollection: true), 0L, house.Receiver.Asked);
        house.Receiver.Keeps = false;
        house.Receiver.Answer = (number, _) =>
        {
            if (number % 40 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            return number % 7 == 0 ? 503 : 200;
        };

        while (await house.DeliverAsync() > 0 || await house.Db.AskAsync("SELECT attempts > 0 FROM webhook") == "True")
            await house.HurryAsync();

        Assert.True(house.Receiver.Asked - asked >= Changes);
        Assert.InRange(peak - before, long.MinValue, Limit);
    }

    [SkippableFact]
    public async Task Who_says_that_it_is_gone_is_left_alone_until_an_operator_tries_it()
    {
        await using var house = await WebhookHouse.OpenAsync(server);
        house.Receiver.Answer = (_, _) => 410;
        await house.Db.AskAsync(ChangeLogTests.Insert(1));
        await house.DeliverAsync();
        await house.Db.AskAsync("UPDATE webhook SET next_try_at = now()");

        Assert.Equal(0, await house.DeliverAsync());
        Assert.Equal("webhook_failing 1", await house.Db.AskAsync(Open));

        house.Receiver.Answer = (_, _) => 200;
        await RetryAsync(house);
        Assert.Equal(1, await house.DeliverAsync());
        Assert.Equal(1, Assert.Single(house.Receiver.Taken).Article);
        Assert.Null(await house.Db.AskAsync(Open));
    }

    [SkippableFact]
    public async Task A_redirect_is_not_followed_and_an_address_that_is_not_allowed_is_never_asked()
    {
        await using var house = await WebhookHouse.OpenAsync(server);
        house.Receiver.Answer = (_, _) => 302;
        await house.Db.AskAsync(ChangeLogTests.Insert(1));
        await house.DeliverAsync();
        Assert.Equal(1, house.Receiver.Asked);
        Assert.Contains("redirects (302)", await house.Db.AskAsync("SELECT problem FROM webhook"), StringComparison.Ordinal);

        await house.HurryAsync();
        await using var strict = house.Db.Another([.. house.Settings, ("Fetching:AllowedNetworks:0", "10.99.0.0/16")]);
        await strict.Get<WebhookDelivery>().DeliverDueAsync(default);

        Assert.Equal(1, house.Receiver.Asked);
        Assert.Contains("AllowedNetworks", await house.Db.AskAsync("SELECT problem FROM webhook"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Filters_ask_for_kind_feed_label_and_language()
    {
        await using var house = await WebhookHouse.OpenAsync(server);
        await using var wants = await Receiver.StartAsync();
        var feed = await house.Db.AddAsync("one");
        var other = await house.Db.AddAsync("two");
        await house.AddAsync(wants, new Webhook { Url = wants.Url, Sealed = [], Kinds = ["created"], Feeds = [feed], Tags = ["world"] });
        await house.Db.AskAsync("UPDATE feed_definition SET tags = '{world}'");
        await house.Db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        await house.Db.PollAsync(other, Rss.Feed(Rss.Item("b")));
        await house.Db.PollAsync(feed, Rss.Feed(Rss.Item("a", "Another text, which is longer than the one before.")));

        await house.DeliverAsync();

        Assert.Equal(3, house.Receiver.Taken.Count);
        Assert.Equal("created", (string?)Assert.Single(wants.Taken).Body["data"]!["kind"]);
        Assert.Equal("0", await house.Db.AskAsync("SELECT count(*) FROM change_commit, consumer WHERE change_commit.place > consumer.place"));
    }

    [SkippableFact]
    public async Task A_webhook_that_fell_behind_the_log_says_so_and_goes_on()
    {
        await using var house = await WebhookHouse.OpenAsync(server);
        await house.Db.AskAsync(ChangeLogTests.Insert(1));
        await house.Db.AskAsync("UPDATE change_commit SET at = now() - interval '2 days'");
        await house.Db.AskAsync(ChangeLogTests.Insert(2));
        await house.Db.Get<ChangeRetention>().PruneAsync(TimeSpan.FromDays(1), default);

        await house.DeliverAsync();

        Assert.Equal(2, Assert.Single(house.Receiver.Taken).Article);
        Assert.Contains("was pruned", await house.Db.AskAsync("SELECT detail FROM event"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Without_the_key_of_its_secret_nothing_is_sent_or_given_up()
    {
        await using var house = await WebhookHouse.OpenAsync(server, ("Webhooks:Attempts", "1"));
        await house.Db.AskAsync(ChangeLogTests.Insert(1));
        await using var keyless = house.Db.Another();

        await keyless.Get<WebhookDelivery>().DeliverDueAsync(default);

        Assert.Equal((0, "0"), (house.Receiver.Asked, await house.Db.AskAsync("SELECT count(*) FROM webhook_dead_letter")));
        Assert.Contains("Secrets__KeyFile", await house.Db.AskAsync("SELECT problem FROM webhook"), StringComparison.Ordinal);
        await house.HurryAsync();
        await house.DeliverAsync();
        Assert.Single(house.Receiver.Taken);
    }

    [SkippableFact]
    public async Task A_webhook_is_removed_with_all_that_it_has()
    {
        await using var house = await WebhookHouse.OpenAsync(server, ("Webhooks:Attempts", "1"), ("Webhooks:FailuresUntilEvent", "1"));
        house.Receiver.Answer = (_, _) => 500;
        await house.Db.AskAsync(ChangeLogTests.Insert(1));
        await house.DeliverAsync();

        Assert.True(await house.Db.Get<WebhookStore>().RemoveAsync(1, default));

        Assert.Equal("0 0 0 0", await house.Db.AskAsync("""
            SELECT concat_ws(' ', (SELECT count(*) FROM webhook), (SELECT count(*) FROM webhook_dead_letter), (SELECT count(*) FROM consumer), (SELECT count(*) FROM event WHERE closed_at IS NULL))
            """));
    }

    private static async Task<(int Taken, int Failed)> RetryAsync(WebhookHouse house)
    {
        var (taken, failed, _) = (await house.Db.Get<DeadLetterRetry>().RetryAsync(1, all: true, default))!.Value;
        return (taken, failed);
    }
}
