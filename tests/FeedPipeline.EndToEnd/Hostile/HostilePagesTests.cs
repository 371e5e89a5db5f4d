namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>What publishers get who forbid pages, lead astray or lie, and what becomes of everybody else.</summary>
[Collection(Alone.Name)]
public sealed class HostilePagesTests(HostilePages run) : IClassFixture<HostilePages>
{
    public static TheoryData<string> Names => [.. HostilePages.Tricks.Select(trick => trick.ToString())];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task Every_page_ends_as_it_should_and_is_recorded(string name)
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);
        var trick = HostilePages.Tricks.Single(trick => trick.ToString() == name);
        const string OfFeed = "FROM article WHERE feed_id = (SELECT id FROM feed_definition WHERE name = '$name')";

        var sources = await AskAsync(name, "SELECT string_agg(DISTINCT body_source, ' ') " + OfFeed);
        var problems = await AskAsync(name, "SELECT COALESCE(string_agg(DISTINCT problem, ' '), '') FROM page_due WHERE feed_id = (SELECT id FROM feed_definition WHERE name = '$name')");

        Assert.True(sources == (trick.Problem is null ? "page" : "summary"), $"{sources}: {problems}");
        if (trick.Problem is { } words)
            Assert.Contains(words, problems, StringComparison.Ordinal);
        else
            Assert.Contains(PageTricks.Sentence, await AskAsync(name, "SELECT max(body) " + OfFeed), StringComparison.Ordinal);
        Assert.True(problems.Length <= 300 && !problems.Any(char.IsControl), problems);
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Nothing_else_is_asked_and_nothing_too_soon(string name)
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);
        var trick = HostilePages.Tricks.Single(trick => trick.ToString() == name);
        var pages = trick.Seen.Where(request => request.Path != "/robots.txt").Select(request => request.At).ToList();

        Assert.Empty(trick.Seen.Select(request => request.Path).Except(trick.Allowed));
        Assert.Equal(trick.Seen.Count, trick.Seen.Select(request => request.Path).Distinct().Count());
        // The clock of one process, and the ways of two of them.
        Assert.All(pages.Zip(pages.Skip(1), (before, after) => after - before), pause => Assert.True(pause >= trick.Pause - TimeSpan.FromMilliseconds(200), $"{pause}"));
    }

    [SkippableFact]
    public void Nothing_that_pages_point_to_was_asked()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);

        Assert.False(HostilePages.Sentinel.Pending());
    }

    [SkippableFact]
    public async Task Healthy_feeds_keep_their_pace()
    {
        Skip.IfNot(run.Skipped is null, run.Skipped);
        const string Healthy = "FROM poll JOIN feed_definition AS feed ON feed.id = feed_id WHERE name LIKE 'healthy%'";

        Assert.Equal(0, await run.Here.QueryAsync<long>($"SELECT count(*) {Healthy} AND outcome NOT IN ('stored', 'not_modified', 'unchanged')"));
        Assert.Equal(HostilePages.Healthy, await run.Here.QueryAsync<long>(
            "SELECT count(*) FROM feed_schedule JOIN feed_definition AS feed ON feed.id = feed_id WHERE name LIKE 'healthy%' AND consecutive_failures = 0 AND due_at <= last_poll_at + interval '1 second'"));
        // A poll a second each, where the worker looks every second.
        var polls = await run.Here.QueryAsync<long>($"SELECT min(polls) FROM (SELECT sum(count)::bigint AS polls {Healthy} GROUP BY feed_id) AS those");
        Assert.True(polls * 2 >= run.Took.TotalSeconds, $"{polls} polls in {run.Took}");
    }

    private Task<string> AskAsync(string name, string sql) => run.Here.QueryAsync<string>(sql.Replace("$name", name, StringComparison.Ordinal));
}
