using System.Globalization;
using FeedPipeline.Feeds;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class IdentityPolicyTests(TestServer server)
{
    private static readonly string[] News = [.. Enumerable.Range(0, 6).Select(i => Item(string.Create(CultureInfo.InvariantCulture, $"n{i}")))];

    [SkippableFact]
    public async Task The_policy_is_recorded_with_its_reason_and_stays()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();

        await db.PollAsync(feed, Rss.Feed(News));
        Assert.Equal("guid: every item has a guid of its own t", await db.AskAsync("SELECT identity || ': ' || identity_reason || ' ' || left((identity_at <= now())::text, 1) FROM feed"));

        await db.PollAsync(feed, Rss.Feed([.. News.Select(item => item.Replace("<guid isPermaLink=\"false\">n", "<guid>x</guid><id>", StringComparison.Ordinal).Replace("</guid><title>", "</id><title>", StringComparison.Ordinal))]));
        Assert.Equal("link: items share guids", await db.AskAsync("SELECT identity || ': ' || identity_reason FROM feed"));

        await db.PollAsync(feed, Rss.Feed(News));
        Assert.Equal("link 6 1", await db.AskAsync("SELECT concat_ws(' ', identity, (SELECT count(*) FROM article), (SELECT count(*) FROM event WHERE kind = 'identity' AND closed_at IS NULL)) FROM feed"));
    }

    [SkippableTheory]
    [InlineData(Identity.Link)]
    [InlineData(Identity.LinkDate)]
    [InlineData(Identity.TitleDate)]
    [InlineData(Identity.Text)]
    public async Task An_operators_policy_makes_no_duplicates_of_what_is_listed_or_was_listed_once(Identity by)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(News));
        await db.PollAsync(feed, Rss.Feed(News[2..]));

        await SetAsync(db, feed, by);
        await db.PollAsync(feed, Rss.Feed(News[1..]));
        await db.PollAsync(feed, Rss.Feed(News));
        await SetAsync(db, feed, null);
        await db.PollAsync(feed, Rss.Feed(News));

        Assert.Equal("6 guid 0", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM article), identity, (SELECT count(*) FROM article_revision)) FROM feed"));
    }

    [SkippableFact]
    public async Task An_operators_guid_is_believed_whatever_the_item_says()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await SetAsync(db, feed, Identity.Guid);
        await db.PollAsync(feed, Rss.Feed(News));

        var other = "<item><guid isPermaLink=\"false\">n0</guid><title>Quite another title</title><link>http://news.example/other</link><description>Nothing of what was said before is said here, not a single word of it.</description><pubDate>Mon, 02 Mar 2026 06:00:00 GMT</pubDate></item>";
        await db.PollAsync(feed, Rss.Feed([other, .. News[1..]]));

        Assert.Equal("6 guid: set by an operator", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM article), identity || ': ' || identity_reason) FROM feed"));
    }

    [SkippableFact]
    public async Task The_database_and_the_program_agree_on_keys_of_the_past()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(News));
        await SetAsync(db, feed, Identity.Link);
        await db.PollAsync(feed, Rss.Feed(News[..1]));

        Assert.Equal("6 6 6 6", await db.AskAsync("""
            SELECT concat_ws(' ', count(*) FILTER (WHERE kind = 'guid'), count(*) FILTER (WHERE kind = 'url'), count(*) FILTER (WHERE kind = 'link'), count(*) FILTER (WHERE kind = 'title_date'))
            FROM article_key
            """));
    }

    private static async Task SetAsync(TestDatabase db, long feedId, Identity? by)
    {
        var claimed = await db.ClaimAsync(feedId);
        await db.Due.ReleaseAsync([claimed], default);
        Assert.True(await db.Feeds.SetAsync(claimed.Feed with { Identity = by }, default));
    }

    private static string Item(string name) => Rss.Item(name, $"The story of {name} is told here, in more words than any other story of the day had.")
        .Replace("</item>", $"<pubDate>Sun, 01 Mar 2026 0{name[1]}:00:00 GMT</pubDate></item>", StringComparison.Ordinal);
}
