using System.Globalization;
using Xunit.Abstractions;

namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>What a hostile origin gets, and what becomes of everybody else.</summary>
[Collection(Alone.Name)]
public sealed class HostileTests(HostileRun run, ITestOutputHelper output) : IClassFixture<HostileRun>
{
    public static TheoryData<string> Names => [.. HostileRun.Tricks.Select(trick => trick.ToString())];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task Every_trick_ends_as_it_should_and_is_recorded(string name)
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);
        var trick = HostileRun.Tricks.Single(trick => trick.ToString() == name);
        // What a trick is excepted from lies before its first try.
        var order = trick.IsExcepted ? "DESC" : "ASC";

        var outcome = await AskAsync<string>(name, $"SELECT outcome FROM poll WHERE feed_id = (SELECT id FROM feed_definition WHERE name = '{name}') ORDER BY id {order} LIMIT 1");

        // What another trick brought first is stored already.
        var isExpected = trick.Outcomes.Contains(outcome == "unchanged" ? "stored" : outcome);

        Assert.True(isExpected, $"{outcome}: {await AskAsync<string>(name, "SELECT COALESCE(max(detail), '') FROM poll WHERE feed_id = $feed")}");
        Assert.Equal(0, await AskAsync<long>(name, "SELECT count(*) FROM poll WHERE feed_id = $feed AND (length(detail) > 300 OR detail ~ '[[:cntrl:]]')"));
        if (trick.Says is { } words)
            Assert.Contains(words, await AskAsync<string>(name, "SELECT detail FROM poll WHERE feed_id = $feed ORDER BY id DESC LIMIT 1"), StringComparison.Ordinal);
        if (trick.Articles is { } articles)
            Assert.Equal(articles, await AskAsync<long>(name, "SELECT count(*) FROM sighting WHERE feed_id = $feed"));
        if (trick.Quarantined is { } items)
            Assert.Equal(items, await AskAsync<long>(name, "SELECT count(*) FROM quarantine WHERE feed_id = $feed AND released_at IS NULL"));
        if (outcome is not ("stored" or "unchanged" or "not_modified" or "rate_limited" or "gone"))
            Assert.Equal("t", await AskAsync<string>(name, "SELECT (consecutive_failures > 0 AND due_at > last_poll_at)::text::char(1) FROM feed_schedule WHERE feed_id = $feed"));
    }

    [SkippableFact]
    public async Task Requests_for_patience_are_no_failures()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        Assert.Equal(0, await run.Here.QueryAsync<long>("SELECT COALESCE(sum(consecutive_failures), 0)::bigint FROM feed_schedule WHERE last_outcome = 'rate_limited'"));
        Assert.Equal(6, await run.Here.QueryAsync<long>("SELECT count(*) FROM host WHERE paused_until > now()"));
    }

    [SkippableTheory]
    [InlineData("3 etag-lies", "validators_lie")]
    [InlineData("10 status-410", "gone")]
    [InlineData("45 guid-same", "identity")]
    [InlineData("45 guid-flip-scheme", "identity")]
    [InlineData("45 guid-flip-all", "identity")]
    [InlineData("46 feed-swap", "content_shift")]
    [InlineData("19 fin-short", "broken")]
    public async Task Operators_hear_of_what_they_should_know(string name, string kind)
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        await Wait.UntilAsync(async () => await AskAsync<long>(name, $"SELECT count(*) FROM event WHERE feed_id = $feed AND kind = '{kind}'") == 1, $"{name} opens an event {kind}");
    }

    [SkippableFact]
    public async Task A_flood_of_items_is_taken_in_by_turns()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        Assert.Equal("2000 2000 1000", await AskAsync<string>("43 items-flood", "SELECT string_agg(new::text, ' ' ORDER BY id) FROM poll WHERE feed_id = $feed AND new > 0"));
    }

    [SkippableFact]
    public async Task A_date_far_ahead_is_kept_and_doubted()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        Assert.EndsWith("later than it was seen", await AskAsync<string>("44 date-future", "SELECT provenance->>'published_at' FROM article WHERE feed_id = $feed"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Whatever_guids_do_every_story_is_one_article_without_revisions()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        Assert.Equal("6 6 0 | 6 6 0 | 6 6 0 | 6 6 0 | 6 6 0 | 6 6 0", await run.Here.QueryAsync<string>("""
            SELECT string_agg(concat_ws(' ', articles, addresses, revisions), ' | ') FROM (
                SELECT count(*) AS articles, count(DISTINCT article.url) AS addresses, sum(article.revision - 1) AS revisions
                FROM article JOIN feed_definition AS feed ON feed.id = article.feed_id WHERE feed.name LIKE '45 %' GROUP BY feed.id) AS feeds
            """));
    }

    [SkippableFact]
    public async Task A_feed_that_is_gone_is_paused()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        Assert.Equal(1, await run.Here.QueryAsync<long>("SELECT count(*) FROM feed_definition WHERE name = '10 status-410' AND paused_at IS NOT NULL"));
    }

    [SkippableFact]
    public async Task Unchanged_documents_cost_304s_or_no_work()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        Assert.InRange(await AskAsync<long>("1 ok-etag", "SELECT COALESCE(sum(count), 0)::bigint FROM poll WHERE feed_id = $feed AND outcome = 'not_modified'"), 1, long.MaxValue);
        Assert.Equal(0, await AskAsync<long>("2 etag-weak-flip", "SELECT count(*) FROM article JOIN sighting ON article_id = article.id WHERE sighting.feed_id = $feed AND revision > 1"));
    }

    [SkippableFact]
    public async Task Healthy_feeds_keep_their_pace()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        const string Polls = "FROM (SELECT sum(count)::bigint AS polls FROM poll JOIN feed_definition AS feed ON feed.id = feed_id WHERE name LIKE '$names' GROUP BY feed_id) AS those";
        var healthy = await run.Here.QueryAsync<long>("SELECT min(polls) " + Polls.Replace("$names", "healthy%", StringComparison.Ordinal));
        var hostile = await run.Here.QueryAsync<long>("SELECT max(polls) " + Polls.Replace("$names", "crowd%", StringComparison.Ordinal));

        // The same schedule for all; only those that fail are held back, and none of the others had to wait for them longer than for its own next due time.
        Assert.True(healthy > hostile, string.Create(CultureInfo.InvariantCulture, $"{healthy} polls of a healthy feed, {hostile} of a hostile one"));
        Assert.Equal(HostileRun.Healthy, await run.Here.QueryAsync<long>(
            "SELECT count(*) FROM feed_schedule JOIN feed_definition AS feed ON feed.id = feed_id WHERE name LIKE 'healthy%' AND consecutive_failures = 0 AND due_at <= last_poll_at + interval '1 second'"));
        Assert.Equal(0, await run.Here.QueryAsync<long>("SELECT count(*) FROM poll JOIN feed_definition AS feed ON feed.id = feed_id WHERE name LIKE 'healthy%' AND outcome NOT IN ('stored', 'not_modified', 'unchanged')"));
    }

    [SkippableFact]
    public void Memory_stays_within_its_bound_and_the_worker_lives()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        Assert.False(run.Worker.HasExited);
        output.WriteLine($"{HostileRun.Crowd} hostile connections cost {run.CrowdBytes / 1024 / 1024} MB, all tricks {run.TricksBytes / 1024 / 1024} MB");
        Assert.True(run.CrowdBytes <= 64 * 1024 * 1024, $"{HostileRun.Crowd} hostile connections cost {run.CrowdBytes / 1024 / 1024} MB, all tricks {run.TricksBytes / 1024 / 1024} MB");
    }

    [SkippableFact]
    public void Nothing_that_documents_point_to_was_asked()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        Assert.False(HostileRun.Sentinel.Pending());
    }

    [SkippableFact]
    public async Task Nothing_was_our_own_fault()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        var faults = await run.Here.QueryAsync<string>(
            "SELECT COALESCE(string_agg(name || ': ' || detail, '; '), '') FROM poll JOIN feed_definition AS feed ON feed.id = feed_id WHERE outcome IN ('internal_error', 'offline')");

        Assert.True(faults.Length == 0, $"{faults}\n{string.Join('\n', run.Here.Log.Where(line => line.Contains("could not be taken in", StringComparison.Ordinal)))}");
    }

    private async Task<T> AskAsync<T>(string name, string sql) => await run.Here.QueryAsync<T>(
        sql.Replace("$feed", $"(SELECT id FROM feed_definition WHERE name = '{name}')", StringComparison.Ordinal));
}
