using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Polls;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class ArticleSnapshotTests(TestServer server)
{
    [SkippableFact]
    public async Task The_next_export_brings_what_is_new_or_changed_since_and_nothing_else()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));
        var (all, cursor) = await ExportAsync(db, null);
        Assert.Equal([1, 2], all);
        Assert.Empty((await ExportAsync(db, cursor)).Ids);

        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b", "Another text of b, in many more words than before."), Rss.Item("c")));

        var (changed, next) = await ExportAsync(db, cursor);
        Assert.Equal([2, 3], changed);
        Assert.Empty((await ExportAsync(db, next)).Ids);
        Assert.Equal([2, 3], (await ExportAsync(db, cursor)).Ids);
    }

    [SkippableFact]
    public async Task What_commits_while_an_export_runs_is_in_the_next_one()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));
        // It drew its number before the export, and commits in its middle.
        await using var slow = await db.HoldAsync("INSERT INTO change (article_id, kind, revision, changed_fields, at) VALUES (1, 'revised', 2, '{headline}', now()); UPDATE article SET headline = 'Late' WHERE id = 1");

        string cursor;
        await using (var snapshot = await ArticleSnapshot.OpenAsync(db.Get<IDbContextFactory<FeedPipelineDb>>(), new ArticleQuery(), null, default))
        {
            await db.AskAsync("INSERT INTO change (article_id, kind, revision, changed_fields, at) VALUES (2, 'revised', 2, '{headline}', now())");
            await slow.ExecuteAsync("COMMIT");
            Assert.DoesNotContain("Late", await snapshot.ReadAsync(default).Select(article => article.Content.Headline).ToListAsync());
            cursor = snapshot.Cursor;
        }

        Assert.Equal([1, 2], (await ExportAsync(db, cursor)).Ids);
    }

    [SkippableFact]
    public async Task What_is_deleted_or_no_longer_meant_is_named()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.PollAsync(await db.AddAsync(), Rss.Feed(Rss.Item("a"), Rss.Item("b"), Rss.Item("c")));
        var (_, cursor) = await ExportAsync(db, null);
        await db.AskAsync("INSERT INTO change (article_id, kind, revision, changed_fields, at) VALUES (1, 'deleted', 1, '{}', now()), (2, 'labelled', 1, '{copy_of}', now())");
        await db.AskAsync("DELETE FROM article WHERE id = 1");
        await db.AskAsync("UPDATE article SET copy_of = 3 WHERE id = 2");

        await using var snapshot = await ArticleSnapshot.OpenAsync(db.Get<IDbContextFactory<FeedPipelineDb>>(), new ArticleQuery { Copies = false }, cursor, default);

        Assert.Empty(await snapshot.ReadAsync(default).ToListAsync());
        Assert.Equal([1, 2], await snapshot.ReadGoneAsync(default).ToListAsync());
    }

    [SkippableTheory]
    [InlineData("yesterday", "no cursor")]
    [InlineData("1-2-3", "no cursor")]
    [InlineData("999-1", "ahead")]
    [InlineData("0-0", "pruned")]
    public async Task A_cursor_that_cannot_be_followed_is_refused(string cursor, string why)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.PollAsync(await db.AddAsync(), Rss.Feed(Rss.Item("a")));
        await db.AskAsync("UPDATE change_commit SET at = now() - interval '100 days'");
        await db.Get<LogRetention>().PruneAsync(default);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => ExportAsync(db, cursor));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task After_everything_was_pruned_the_cursor_still_holds()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a")));
        var (_, cursor) = await ExportAsync(db, null);
        await db.AskAsync("UPDATE change_commit SET at = now() - interval '100 days'");
        await db.Get<LogRetention>().PruneAsync(default);

        var (none, same) = await ExportAsync(db, cursor);
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a"), Rss.Item("b")));

        Assert.Empty(none);
        Assert.Equal([2], (await ExportAsync(db, same)).Ids);
    }

    private static async Task<(IReadOnlyList<long> Ids, string Cursor)> ExportAsync(TestDatabase db, string? since)
    {
        await using var snapshot = await ArticleSnapshot.OpenAsync(db.Get<IDbContextFactory<FeedPipelineDb>>(), new ArticleQuery(), since, default);
        return (await snapshot.ReadAsync(default).Select(article => article.Id).ToListAsync(), snapshot.Cursor);
    }
}
