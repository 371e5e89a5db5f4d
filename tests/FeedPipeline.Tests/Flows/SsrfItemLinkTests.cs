using System.Net;
using FeedPipeline.Flows;
using FeedPipeline.Tests.Fetching;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Flows;

/// <summary>Every row of the case file as the link of an item whose page is wanted, through poll, queue and page reader; run inside a network namespace by <see cref="SsrfTests"/>.</summary>
[Collection(DatabaseTests.Name)]
public sealed class SsrfItemLinkTests(TestServer server)
{
    [SkippableTheory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Pages_are_asked_for_at_public_addresses_only(string obeysRobots)
    {
        Skip.If(SsrfRows.Corpus is null || Environment.GetEnvironmentVariable(SsrfRows.Inside) is null, "is run inside a network namespace.");
        using var sentinels = new Sentinels();
        await using var db = await TestDatabase.CreateAsync(server, SsrfRows.Resolve,
            ("Fetching:AllowedNetworks:0", "10.99.0.0/16"), ("Fetching:ConnectTimeout", "00:00:01"), ("Fetching:ObeyRobots", obeysRobots), ("Extracting:PageConcurrency", "32"));
        var rows = SsrfRows.All().ToList();
        var feed = await db.AddAsync();
        await db.AskAsync("UPDATE feed_definition SET full_text = 'always' RETURNING 1");

        await db.PollAsync(feed, Rss.Feed([.. rows.Select(row => Rss.Item(row.Id, link: WebUtility.HtmlEncode(row.Url)))]));
        await db.Get<FullTexts>().ReadDueAsync(default);

        Assert.Equal(0, sentinels.Accepted);
        Assert.Equal($"{rows.Count}", await db.AskAsync("SELECT count(*) FROM article"));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM article WHERE body_source = 'page'"));
        if (obeysRobots == "true")
            return;
        // What may be asked for is put off, because nobody answers here; what may not is given up or was never due.
        var putOff = (await db.AskAsync("SELECT string_agg(guid, ' ' ORDER BY guid) FROM page_due JOIN article ON id = article_id WHERE attempts = 1 AND due_at IS NOT NULL"))!.Split(' ');
        // S121 lies in no block that anybody was given: its URL is good, and nothing is connected to.
        Assert.Empty(rows.Where(row => row.Verdict == "ALLOW" && row.Id != "S121").Select(row => row.Id).Except(putOff));
    }
}
