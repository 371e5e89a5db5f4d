using System.Net;
using FeedPipeline.Flows;
using FeedPipeline.Tests.Deduplicating.Stories;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Flows;

[Collection(DatabaseTests.Name)]
public sealed class StoryTellerTests(TestServer server)
{
    private const string Grouped = "SELECT count(DISTINCT story_id) FROM article";
    private const string Labels = "SELECT string_agg(concat(id, ':', story_id), ' ' ORDER BY id) FROM article";

    private static readonly (string Name, string Value) Judged = ("Stories:MinDocuments", "1");
    private static readonly (string Name, string Value) AtOnce = ("Stories:Settle", "00:00:00");

    [SkippableFact]
    public async Task Articles_about_one_event_get_one_story_and_their_changes_are_logged()
    {
        await using var db = await TestDatabase.CreateAsync(server, Judged, AtOnce);
        await PollAsync(db, LabelledReports.Lines);

        var told = await db.Get<StoryTeller>().TellAsync(default);

        Assert.Equal(LabelledReports.Lines.Count, told);
        Assert.Equal(await db.AskAsync(Grouped), await db.AskAsync("SELECT count(*) FROM story WHERE article_count > 1"));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM story WHERE article_count <> (SELECT count(*) FROM article WHERE story_id = story.id)"));
        Assert.Equal(
            await db.AskAsync("SELECT count(*) FROM article WHERE story_id IS NOT NULL"),
            await db.AskAsync("SELECT count(DISTINCT article_id) FROM change WHERE kind = 'labelled' AND changed_fields = '{story_id}'"));
    }

    [SkippableFact]
    public async Task What_was_told_is_not_told_again()
    {
        await using var db = await TestDatabase.CreateAsync(server, Judged, AtOnce);
        await PollAsync(db, LabelledReports.Lines);
        await db.Get<StoryTeller>().TellAsync(default);
        var before = await db.RowsAsync("article", "change", "story", "story_thread", "story_report");

        Assert.Equal(0, await db.Get<StoryTeller>().TellAsync(default));

        Assert.Equal(before, await db.RowsAsync("article", "change", "story", "story_thread", "story_report"));
    }

    [SkippableFact]
    public async Task Reports_that_come_later_join_the_story_that_is_there()
    {
        await using var db = await TestDatabase.CreateAsync(server, Judged, AtOnce);
        var lines = LabelledReports.Lines;
        await PollAsync(db, [.. lines.SkipLast(30)]);
        await db.Get<StoryTeller>().TellAsync(default);
        var early = await db.AskAsync(Grouped);
        await PollAsync(db, lines);

        await db.Get<StoryTeller>().TellAsync(default);

        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM story WHERE article_count <> (SELECT count(*) FROM article WHERE story_id = story.id)"));
        Assert.Equal("True", await db.AskAsync($"SELECT count(DISTINCT story_id) >= {early} FROM article"));
        Assert.NotEqual("0", early);
    }

    [SkippableFact]
    public async Task Few_articles_of_a_language_wait_for_more()
    {
        await using var db = await TestDatabase.CreateAsync(server, AtOnce);
        await PollAsync(db, [.. LabelledReports.Lines.Take(5)]);

        Assert.Equal(0, await db.Get<StoryTeller>().TellAsync(default));
    }

    [SkippableFact]
    public async Task Switched_off_it_labels_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Stories:Enabled", "false"));
        await PollAsync(db, LabelledReports.Lines);
        var before = await db.AskAsync(Labels);

        Assert.Equal(0, await db.Get<StoryTeller>().TellAsync(default));

        Assert.Equal(before, await db.AskAsync(Labels));
    }

    /// <summary>One feed for each language, as an operator has them.</summary>
    private static async Task PollAsync(TestDatabase db, IReadOnlyList<LabelledReports.Line> lines)
    {
        foreach (var language in lines.GroupBy(line => line.Language))
        {
            var feed = await db.AskAsync($"SELECT id FROM feed_definition WHERE name = '{language.Key}'") is { } known
                ? long.Parse(known, System.Globalization.CultureInfo.InvariantCulture)
                : await db.AddAsync(language.Key, $"http://{language.Key}.example/feed");
            var items = language.Select(line => $"<item><guid isPermaLink=\"false\">{line.Id}</guid><title>{WebUtility.HtmlEncode(line.Title)}</title>"
                + $"<link>http://{language.Key}.example/{line.Id}</link><pubDate>{line.Published:R}</pubDate><description>{WebUtility.HtmlEncode(WebUtility.HtmlEncode(line.Text))}</description></item>");
            await db.PollAsync(feed, $"<rss version=\"2.0\"><channel><title>{language.Key}</title><link>http://{language.Key}.example/</link><language>{language.Key}</language>{string.Concat(items)}</channel></rss>");
        }
    }
}
