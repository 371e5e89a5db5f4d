using FeedPipeline.Polls;
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

    private static async Task<Poll> PollAsync(TestDatabase db, long feed) => await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);
}
