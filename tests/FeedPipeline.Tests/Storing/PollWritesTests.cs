using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class PollWritesTests(TestServer server)
{
    private const string Gone = "SELECT string_agg(concat_ws(' ', guid, gone_at IS NOT NULL), ', ' ORDER BY guid) FROM sighting";

    [SkippableFact]
    public async Task An_unchanged_poll_writes_no_row_of_articles()
    {
        string[] tables = ["article", "article_key", "sighting", "change", "article_revision", "feed_memory", "feed_definition"];
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));
        var before = await db.RowsAsync(tables);

        var again = await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));

        Assert.Equal(PollOutcome.Unchanged, again.Outcome);
        Assert.Equal(before, await db.RowsAsync(tables));
    }

    [SkippableFact]
    public async Task Polls_that_found_nothing_extend_one_row()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();

        for (var i = 0; i < 3; i++)
            await Record(db, feed, new FetchResult.NotModified(Validators.None));

        Assert.Equal("1 3 t", await db.AskAsync("SELECT concat_ws(' ', count(*), max(count), max(last_at) > max(started_at)) FROM poll"));
        Assert.Equal("True", await db.AskAsync("SELECT last_poll_at = (SELECT last_at FROM poll) FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task A_row_is_extended_for_an_hour_at_most()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await Record(db, feed, new FetchResult.NotModified(Validators.None));
        await db.AskAsync("UPDATE poll SET started_at = now() - interval '61 minutes'");

        await Record(db, feed, new FetchResult.NotModified(Validators.None));

        Assert.Equal("2", await db.AskAsync("SELECT count(*) FROM poll"));
    }

    [SkippableFact]
    public async Task Every_failure_has_its_own_row()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();

        for (var i = 0; i < 3; i++)
            await Record(db, feed, new FetchResult.Failed(PollOutcome.Http5xx, "500"));

        Assert.Equal("3 1", await db.AskAsync("SELECT concat_ws(' ', count(*), max(count)) FROM poll WHERE outcome = 'http_5xx' AND detail = '500'"));
        Assert.Equal("3", await db.AskAsync("SELECT consecutive_failures FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task What_a_poll_has_to_say_is_kept_though_it_found_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));

        await db.PollAsync(feed, Rss.Cut(Rss.Item("a")));

        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM poll WHERE detail LIKE 'the document ended early%'"));
    }

    [SkippableFact]
    public async Task A_good_poll_ends_the_count_of_failures()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await Record(db, feed, new FetchResult.Failed(PollOutcome.NotFound, "404"));

        await db.PollAsync(feed, Rss.Feed());

        Assert.Equal("0 unchanged", await db.AskAsync("SELECT concat_ws(' ', consecutive_failures, last_outcome) FROM feed_schedule"));
    }

    [SkippableFact]
    public async Task An_edited_item_keeps_its_former_state()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", "The old text of a.")));

        var poll = await db.PollAsync(feed, Rss.Feed(Rss.Item("a", "An entirely new text of a.")));

        Assert.Equal((0, 1), (poll.New, poll.Revised));
        Assert.Equal("1 update The old text of a. Title of a", await db.AskAsync(
            "SELECT string_agg(concat_ws(' ', revision, class, body, headline), '|') FROM article_revision"));
        Assert.Equal("2 An entirely new text of a.", await db.AskAsync("SELECT concat_ws(' ', revision, body) FROM article"));
        Assert.Equal("created 1, revised 2", await db.AskAsync("SELECT string_agg(concat_ws(' ', kind, revision), ', ' ORDER BY seq) FROM change"));
        Assert.Equal("True", await db.AskAsync(
            "SELECT change.changed_fields = article_revision.changed_fields AND 'body' = ANY (change.changed_fields) FROM change, article_revision WHERE kind = 'revised'"));
    }

    [SkippableFact]
    public async Task Two_items_that_become_one_article_revise_it_once()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", link: "http://news.example/1")));

        var renamed = Rss.Item("a", link: "http://news.example/1").Replace(">a<", ">b<", StringComparison.Ordinal);
        await db.PollAsync(feed, Rss.Feed(renamed));
        await db.PollAsync(feed, Rss.Feed(renamed.Replace("Text of a", "Another text of it", StringComparison.Ordinal), Rss.Item("a", "A new text of it.", "http://news.example/2")));

        Assert.Equal("2 1 1", await db.AskAsync(
            "SELECT concat_ws(' ', revision, (SELECT count(*) FROM article_revision), (SELECT count(*) FROM sighting)) FROM article"));
    }

    [SkippableFact]
    public async Task An_item_that_goes_and_comes_back_is_marked_so()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));

        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        Assert.Equal("a f, b t", await db.AskAsync(Gone));

        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));
        Assert.Equal("a f, b f", await db.AskAsync(Gone));
        Assert.Equal("2 0", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM article_revision))"));
    }

    [SkippableFact]
    public async Task A_document_that_ended_early_says_nothing_about_its_rest()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));

        await db.PollAsync(feed, Rss.Cut(Rss.Item("a")));
        Assert.Equal("a f, b f", await db.AskAsync($"{Gone} WHERE guid IN ('a', 'b')"));

        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        Assert.Equal("a f, b t", await db.AskAsync($"{Gone} WHERE guid IN ('a', 'b')"));
    }

    [SkippableFact]
    public async Task A_document_that_ended_early_does_not_make_the_next_request_conditional()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();

        await db.PollAsync(feed, Rss.Cut(Rss.Item("a")), new Validators("\"whole\"", "then", new byte[] { 1 }));

        var next = await db.ClaimAsync(feed);
        Assert.Equal((null, null), (next.Validators.ETag, next.Validators.LastModified));
        Assert.NotNull(next.Validators.BodyHash);
    }

    [SkippableFact]
    public async Task Another_feeds_words_for_an_article_are_a_sighting_only()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.PollAsync(await db.AddAsync("one"), Rss.Feed(Rss.Item("same", "As the first has it.")));

        var poll = await db.PollAsync(await db.AddAsync("other"), Rss.Feed(Rss.Item("same", "As the other has it.")));

        Assert.Equal((0, 0, 1), (poll.New, poll.Revised, poll.Items));
        Assert.Equal("As the first has it. 2", await db.AskAsync("SELECT concat_ws(' ', body, (SELECT count(*) FROM sighting)) FROM article"));
    }

    [SkippableFact]
    public async Task A_date_to_the_last_digit_is_no_change_when_the_item_comes_back()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var item = Rss.Item("a").Replace("</item>", "<dc:date xmlns:dc=\"http://purl.org/dc/elements/1.1/\">2026-01-02T03:04:05.1234567Z</dc:date></item>", StringComparison.Ordinal);
        await db.PollAsync(feed, Rss.Feed(item));
        await db.PollAsync(feed, Rss.Feed());

        await db.PollAsync(feed, Rss.Feed(item));

        Assert.Equal("1", await db.AskAsync("SELECT revision FROM article"));
    }

    private static async Task Record(TestDatabase db, long feed, FetchResult fetch) =>
        await db.Pipeline.TakeInAsync(await db.ClaimAsync(feed), fetch, 0, default);
}
