using System.Globalization;
using FeedPipeline.Polls;
using FeedPipeline.Steps;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests;

[Collection(DatabaseTests.Name)]
public sealed class PipelineTests(TestServer server)
{
    [SkippableFact]
    public async Task A_document_that_did_not_change_costs_a_304()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a")), "\"1\""));

        var first = await PollAsync(db, feed);
        var second = await PollAsync(db, feed);

        Assert.Equal((PollOutcome.Stored, 1, 200), (first.Outcome, first.New, first.HttpStatus));
        Assert.Equal((PollOutcome.NotModified, 304, null), (second.Outcome, second.HttpStatus, second.Detail));
        Assert.Equal([("/feed", null), ("/feed", "\"1\"")], origin.Requests);
    }

    [SkippableFact]
    public async Task Only_a_poll_without_document_gives_its_slot_back_before_its_commit()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a")), "\"1\""));
        using var slots = new Slots(2, TimeProvider.System);

        using var slot = await slots.TakeAsync(default);
        await db.Pipeline.PollAsync(await db.ClaimAsync(feed), slot, default);
        using var other = await slots.TakeAsync(default);
        await db.Pipeline.PollAsync(await db.ClaimAsync(feed), other, default);

        // One is free again, not two.
        using var third = await slots.TakeAsync(default);
        Assert.False(slots.TakeAsync(default).AsTask().IsCompleted);
    }

    [SkippableFact]
    public async Task The_same_bytes_without_validators_are_not_read_again()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a"))));
        await PollAsync(db, feed);
        var before = await db.RowsAsync("article", "sighting", "feed_memory");

        var again = await PollAsync(db, feed);

        Assert.Equal((PollOutcome.Unchanged, 200, 0), (again.Outcome, again.HttpStatus, again.Items));
        Assert.Equal(before, await db.RowsAsync("article", "sighting", "feed_memory"));
    }

    [SkippableFact]
    public async Task A_new_document_behind_an_old_ETag_is_stored()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a")), "\"1\""));
        await PollAsync(db, feed);
        origin.Publish("/feed", Rss.Feed(Rss.Item("b"), Rss.Item("a")), "\"2\"");

        var poll = await PollAsync(db, feed);

        Assert.Equal((PollOutcome.Stored, 2, 1), (poll.Outcome, poll.Items, poll.New));
        Assert.Equal("\"2\"", (await db.ClaimAsync(feed)).Validators.ETag);
    }

    [SkippableFact]
    public async Task What_is_learned_of_a_feed_is_kept_and_changes_only_with_news()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a"))));
        await PollAsync(db, feed);
        origin.Publish("/feed", Rss.Feed(Rss.Item("b"), Rss.Item("a")));
        await PollAsync(db, feed);
        var learned = await db.AskAsync("SELECT encode(pulse, 'hex') FROM feed_memory");

        await PollAsync(db, feed);

        Assert.Equal(learned, await db.AskAsync("SELECT encode(pulse, 'hex') FROM feed_memory"));
        Assert.Equal(1, (await db.ClaimAsync(feed)).Pulse!.Items, 1e-6);
    }

    [SkippableFact]
    public async Task A_document_that_lists_nothing_known_is_told_as_a_gap()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("b"), Rss.Item("a"))));
        await PollAsync(db, feed);
        origin.Publish("/feed", Rss.Feed(Rss.Item("d"), Rss.Item("c")));

        await PollAsync(db, feed);

        Assert.StartsWith("between ", await db.AskAsync("SELECT detail FROM event WHERE kind = 'gap'"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_page_that_is_no_feed_says_what_it_is_and_what_it_offers()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var page = "<!doctype html><html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/rss\"></head><body>Hello</body></html>";
        var feed = await db.AddAsync(url: origin.Publish("/", page, "\"1\""));

        var poll = await PollAsync(db, feed);

        Assert.Equal(PollOutcome.NotAFeed, poll.Outcome);
        Assert.Contains($"it offers {origin["/rss"]}", poll.Detail, StringComparison.Ordinal);
        Assert.Null((await db.ClaimAsync(feed)).Validators.ETag);
    }

    [SkippableFact]
    public async Task A_detail_is_one_line_of_300_characters_at_most()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();

        var poll = await db.PollAsync(feed, $"<{new string('x', 1000)}/>");
        var failed = await db.Pipeline.FailAsync(await db.ClaimAsync(feed), new InvalidDataException($"first\nsecond\0{new string('x', 264)}\U0001F4F0 and more"), default);

        Assert.Equal(PollOutcome.NotAFeed, poll.Outcome);
        Assert.InRange(poll.Detail!.Length, 1, 300);
        Assert.StartsWith("InvalidDataException: first second x", failed.Detail, StringComparison.Ordinal);
        Assert.Equal(299, failed.Detail!.Length);
        Assert.Equal(failed.Detail, await db.AskAsync("SELECT detail FROM poll WHERE outcome = 'internal_error'"));
    }

    [SkippableFact]
    public async Task A_port_where_nobody_listens_is_a_connect_error_in_one_line()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        string dead;
        await using (var origin = await Origin.StartAsync())
            dead = origin["/feed"];

        var poll = await PollAsync(db, await db.AddAsync(url: dead));

        Assert.Equal((PollOutcome.ConnectError, null), (poll.Outcome, poll.HttpStatus));
        Assert.DoesNotContain('\n', poll.Detail!);
        Assert.Contains("127.0.0.1", poll.Detail, StringComparison.Ordinal);
        Assert.Equal("1 connect_error", await db.AskAsync("SELECT concat_ws(' ', consecutive_failures, last_outcome) FROM feed_schedule WHERE due_at > now()"));
    }

    [SkippableFact]
    public async Task An_address_that_is_not_allowed_is_never_asked()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:AllowedNetworks:0", "10.99.0.0/16"));
        await using var origin = await Origin.StartAsync();

        var poll = await PollAsync(db, await db.AddAsync(url: origin.Publish("/feed", Rss.Feed())));

        Assert.Equal(PollOutcome.AddressRefused, poll.Outcome);
        Assert.Contains("AllowedNetworks", poll.Detail, StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }

    [SkippableFact]
    public async Task Failures_back_off_and_what_was_known_stays()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a")), "\"1\""));
        await PollAsync(db, feed);
        await db.AskAsync($"UPDATE feed_definition SET url = '{origin["/gone"]}'");

        var first = await PollAsync(db, feed);
        var second = await PollAsync(db, feed);

        Assert.Equal((PollOutcome.NotFound, PollOutcome.NotFound), (first.Outcome, second.Outcome));
        var claim = await db.ClaimAsync(feed);
        Assert.Equal((2, "\"1\"", 1), (claim.ConsecutiveFailures, claim.Validators.ETag, claim.Window.Entries.Count));
    }

    [SkippableFact]
    public async Task A_flood_of_items_is_taken_in_by_turns_the_newest_first()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Polling:ItemsPerPoll", "2"));
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed([.. "abcde".Select((name, day) => Rss.Item($"{name}", published: $"0{day + 1} Jul 2026 10:00:00 GMT"))]), "\"1\""));

        var first = await PollAsync(db, feed);
        var newest = await db.AskAsync("SELECT string_agg(guid, ' ' ORDER BY guid) FROM article");
        var second = await PollAsync(db, feed);
        var third = await PollAsync(db, feed);
        var last = await PollAsync(db, feed);

        Assert.Equal((2, "d e"), (first.New, newest));
        Assert.Equal("the newest 2 items are stored, 3 more come with the next polls", first.Detail);
        Assert.Equal((2, 1, null), (second.New, third.New, third.Detail));
        Assert.Equal(PollOutcome.NotModified, last.Outcome);
        Assert.Equal("a b c d e", await db.AskAsync("SELECT string_agg(guid, ' ' ORDER BY guid) FROM sighting WHERE gone_at IS NULL"));
    }

    [SkippableFact]
    public async Task A_date_far_ahead_is_kept_and_doubted()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();

        var poll = await db.PollAsync(feed, Rss.Feed(Rss.Item("a", published: "28 Jul 2099 10:00:00 GMT"), Rss.Item("b", published: "28 Jul 2021 10:00:00 GMT")));

        Assert.Equal("1 new or changed items are dated more than a day ahead: their dates are kept as stated", poll.Detail);
        Assert.Equal(
            "a 2099 feed:published; later than it was seen|b 2021 feed:published",
            await db.AskAsync("SELECT string_agg(concat_ws(' ', guid, extract(year FROM published_at), provenance->>'published_at'), '|' ORDER BY guid) FROM article"));
    }

    [SkippableFact]
    public async Task Hours_that_a_publisher_wants_to_rest_in_are_left_out()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        // All hours but one, which is not the next one.
        var open = int.Parse((await db.AskAsync("SELECT extract(hour FROM (now() + interval '3 hours') AT TIME ZONE 'UTC')"))!, CultureInfo.InvariantCulture);
        var rest = string.Concat(Enumerable.Range(0, 24).Where(hour => hour != open).Select(hour => $"<hour>{hour}</hour>"));

        await db.PollAsync(feed, Rss.Feed($"<skipHours>{rest}</skipHours>", Rss.Item("a")));

        Assert.Equal(open.ToString(CultureInfo.InvariantCulture), await db.AskAsync("SELECT extract(hour FROM due_at AT TIME ZONE 'UTC') FROM feed_schedule"));
        Assert.EndsWith("then the publisher's rest", await db.AskAsync("SELECT due_reason FROM feed_schedule"), StringComparison.Ordinal);
    }

    private static async Task<Poll> PollAsync(TestDatabase db, long feed) => await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);
}
