namespace FeedPipeline.EndToEnd;

/// <summary>What operators say about pages, and what was learned of sites, without a new release.</summary>
public sealed class RulesTests
{
    private const string First = "The council voted on Tuesday to reopen the old harbour bridge, which had been closed to all traffic for more than two years.";
    private const string Second = "Engineers found cracks in four of the supports in 2021, and repairs were delayed twice because no steel could be had anywhere.";
    private const string Plea = "Readers in the old town keep this paper alive with what they give, all of them together.";

    [SkippableFact]
    public async Task Rules_are_tried_on_kept_pages_and_applied_to_history()
    {
        await using var here = await Installation.CreateAsync();
        here.Origin.Serve("bridge.html", $"<!doctype html><title>Bridge opens</title><article><h1>Bridge opens</h1><p>{First}</p><p>{Second}</p><p class=plea>{Plea}</p></article>");
        here.Origin.Serve("feed.xml", $"<rss version=\"2.0\"><channel><title>Harbour Post</title><item><guid>bridge</guid><title>Bridge opens</title><link>{here.Origin.Url}/bridge.html</link><description>The council reopens the bridge.</description></item></channel></rss>");
        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml", "--name", "harbour", "--full-text", "always");
        await here.RunAsync();
        await Wait.UntilAsync(async () => await here.QueryAsync<string>("SELECT body_source FROM article") == "page", "the page is read");
        await here.StopAsync();
        here.Origin.Serve("bridge.html", "Gone.");
        var rules = here.Write("rules.yaml", "rules:\n- feed: harbour\n  remove: .plea\n  replace:\n  - pattern: The council\n    with: The town council\n");
        here.Configure("Extracting__Rules", rules);

        var tried = await here.MustAsync("rules", "try", rules, "--feed", "harbour");
        var replayed = await here.MustAsync("replay");
        var again = await here.FeedpipeAsync("replay");

        Assert.Contains("3 paragraphs before, 2 after", tried, StringComparison.Ordinal);
        Assert.Contains($"  - {Plea}", tried, StringComparison.Ordinal);
        Assert.Contains("  + The town council voted", tried, StringComparison.Ordinal);
        Assert.StartsWith("revised article 1 (", replayed, StringComparison.Ordinal);
        Assert.Contains(" 0 revised", again.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Plea, await here.MustAsync("articles", "show", "1"), StringComparison.Ordinal);
    }
}
