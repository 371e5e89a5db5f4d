using System.Globalization;
using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class QuietFeedsTests(TestServer server)
{
    [SkippableFact]
    public async Task A_feed_that_is_due_within_its_quiet_hours_is_polled_after_them()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var now = DateTimeOffset.Parse((await db.AskAsync("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"))!, CultureInfo.InvariantCulture);
        var quiet = new QuietHours(TimeOnly.FromDateTime(now.AddHours(-1).UtcDateTime), TimeOnly.FromDateTime(now.AddHours(2).UtcDateTime), "UTC");
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a"))));
        Assert.IsType<ChangedFeed.Planned>(await SetAsync(db, feed, new FeedChange { Quiet = quiet.ToString() }));

        await db.Dispatcher.DispatchDueAsync(default);
        await db.Dispatcher.DrainAsync(default);

        Assert.Empty(origin.Requests);
        Assert.Equal($"after the quiet hours {quiet}", await db.AskAsync("SELECT due_reason FROM feed"));
        Assert.Equal("True", await db.AskAsync("SELECT due_at > now() + interval '110 minutes' AND due_at < now() + interval '126 minutes' AND lease_until IS NULL FROM feed_schedule"));

        Assert.NotNull(await db.Dispatcher.PollAsync(feed, default));
        Assert.Single(origin.Requests);
        Assert.Equal("True", await db.AskAsync("SELECT due_at > now() + interval '110 minutes' AND due_reason LIKE '%then after the quiet hours%' FROM feed"));
    }

    [SkippableFact]
    public async Task A_feed_of_the_calendar_has_no_quiet_hours()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync(schedule: new Schedule.Cron("0 0 6 * * ?", "Europe/Berlin"));

        Assert.IsType<ChangedFeed.Taken>(await db.Get<FeedChanges>().PlanAsync(feed, new FeedChange { Quiet = "22:00-06:00 UTC" }, default));
        Assert.Equal([new Schedule.Cron("0 0 6 * * ?", "Europe/Berlin")], await db.Due.CronSchedulesAsync(default));
    }

    [SkippableFact]
    public async Task Freshness_is_measured_by_dates_that_can_tell_and_unknown_where_none_can()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var dated = await db.AddAsync("dated", schedule: new Schedule.Adaptive(TimeSpan.FromMinutes(10)));
        var undated = await db.AddAsync("undated");
        await db.PollAsync(dated, Rss.Feed([.. Enumerable.Range(0, 10).Select(item => Rss.Item($"d{item}"))]));
        await db.PollAsync(undated, Rss.Feed(Rss.Item("u", link: "http://undated.example/u")));
        await db.AskAsync("UPDATE feed_definition SET added_at = now() - interval '30 days'");
        await db.AskAsync("""
            UPDATE article SET published_precision = 'second', published_at = first_seen_at - CASE
                WHEN n <= 4 THEN interval '1 minute' * n WHEN n <= 6 THEN interval '20 minutes' WHEN n = 7 THEN interval '-1 day' WHEN n = 8 THEN interval '40 days' ELSE interval '9 days' END
            FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM article WHERE url LIKE '%/d%' AND url NOT LIKE '%undated%') AS numbered WHERE numbered.id = article.id
            """);

        await using var context = await db.Get<IDbContextFactory<FeedPipeline.Storing.FeedPipelineDb>>().CreateDbContextAsync();
        var (seen, unseen) = (await context.FeedStatuses.FirstAsync(feed => feed.Id == dated), await context.FeedStatuses.FirstAsync(feed => feed.Id == undated));
        var all = await db.Get<FreshnessReport>().ReadAsync(100, default);

        // Six of nine can tell (what is older than the feed does not count), four of them are in time.
        Assert.Equal((600.0, 0.667, 0.667), (seen.FreshnessTarget, Math.Round(seen.FreshnessShare!.Value, 3), Math.Round(seen.FreshnessKnown!.Value, 3)));
        Assert.Equal((210.0, 1200.0), (seen.FreshnessP50, seen.FreshnessP95));
        Assert.Equal((null, 0.0), (unseen.FreshnessP95, unseen.FreshnessKnown));
        Assert.Equal((10L, 6L, 6L), (all.Articles, all.Known, all.Targeted));
    }

    private static async Task<ChangedFeed> SetAsync(TestDatabase db, long feed, FeedChange change)
    {
        var planned = await db.Get<FeedChanges>().PlanAsync(feed, change, default);
        await db.Feeds.SetAsync(((ChangedFeed.Planned)planned).Feed, default);
        return planned;
    }
}
