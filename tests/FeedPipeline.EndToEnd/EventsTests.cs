namespace FeedPipeline.EndToEnd;

/// <summary>What an operator is told, in a terminal.</summary>
public sealed class EventsTests
{
    [SkippableFact]
    public async Task Those_that_are_over_are_counted_for_people_and_for_nobody_else()
    {
        await using var here = await Installation.CreateAsync();
        await here.RunAsync("--workers-only");
        await here.ExecuteAsync("INSERT INTO event (kind, detail, opened_at, last_at, closed_at, count) VALUES ('gap', 'items may have been missed', now(), now(), now(), 1)", []);

        Assert.Equal("1 more is over: --all", (await here.FeedpipeAsync("events", "list")).Error);
        Assert.Empty((await here.FeedpipeAsync("events", "list", "--all")).Error);
        Assert.Equal(new Ran(0, "", ""), await here.FeedpipeAsync("events", "list", "--json"));
    }
}
