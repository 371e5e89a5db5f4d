using System.Security.Cryptography;
using System.Text;
using FeedPipeline.Documents;
using FeedPipeline.Storing.Documents;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class DocumentArchiveTests(TestServer server)
{
    [SkippableFact]
    public async Task A_document_that_brought_something_is_kept_as_it_came()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var text = Rss.Feed(Rss.Item("ä"));
        var feed = await db.AddAsync(url: origin.Publish("/feed", text));

        await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);

        var kept = Assert.Single(await KeptAsync(db));
        Assert.Equal((feed, ArchivedKind.Feed, origin["/feed"], "application/xml"), (kept.FeedId, kept.Kind, kept.Url, kept.MediaType));
        Assert.Equal(text, Encoding.UTF8.GetString(kept.Open().Body.Span));
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(text)), kept.Hash);
    }

    [SkippableFact]
    public async Task A_document_whose_items_are_all_known_is_not_kept_again()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));
        var before = await db.RowsAsync("document");

        await db.PollAsync(feed, Rss.Feed(Rss.Item("b"), Rss.Item("a")).Replace("News", "Other news", StringComparison.Ordinal));

        Assert.Equal(before, await db.RowsAsync("document"));
    }

    [SkippableTheory]
    [InlineData("Archive:Budget", "0")]
    [InlineData("Archive:MaxAge", "00:00:00")]
    public async Task Without_budget_or_age_nothing_is_kept_and_what_was_goes(string option, string value)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var off = db.Another((option, value));
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));

        await off.PollAsync(feed, Rss.Feed(Rss.Item("b")));

        Assert.Single(await KeptAsync(db));
        Assert.Equal(1, await off.Get<DocumentArchive>().PruneAsync(default));
        Assert.Empty(await KeptAsync(db));
    }

    [SkippableFact]
    public async Task What_was_not_used_for_long_goes()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Archive:MaxAge", "30.00:00:00"));
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        await db.PollAsync(feed, Rss.Feed(Rss.Item("b")));
        await db.AskAsync("UPDATE document SET last_used_at = last_used_at - interval '31 days' WHERE id = 1");

        Assert.Equal(1, await db.Get<DocumentArchive>().PruneAsync(default));

        Assert.Equal(2, Assert.Single(await KeptAsync(db)).Id);
    }

    [SkippableFact]
    public async Task Beyond_the_budget_the_longest_unused_goes_first()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        for (var i = 0; i < 5; i++)
            await db.PollAsync(feed, Rss.Feed(Rss.Item($"item{i}", Convert.ToHexString(RandomNumberGenerator.GetBytes(2000)))));
        var size = (await KeptAsync(db))[^1].Content.Length;
        await using var small = db.Another(("Archive:Budget", $"{size * 5 / 2}"));

        Assert.Equal(3, await small.Get<DocumentArchive>().PruneAsync(default));

        Assert.Equal([4L, 5L], (await KeptAsync(db)).Select(document => document.Id));
    }

    private static async Task<List<ArchivedDocument>> KeptAsync(TestDatabase db) =>
        await db.Get<DocumentArchive>().ReadAsync(new DocumentFilter(), default).ToListAsync();
}
