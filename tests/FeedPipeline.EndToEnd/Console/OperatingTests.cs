using static Microsoft.Playwright.Assertions;

namespace FeedPipeline.EndToEnd.Console;

/// <summary>What an operator does all day, in a browser: with script and without.</summary>
public sealed class OperatingTests
{
    private static readonly RssItem Ferry = new("ferry", "Ferry line reopens", "<p>The boats run again from Monday.</p><p>Tickets cost four crowns.</p>") { Creator = "News Desk" };

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_feed_is_added_changed_and_polled_and_its_article_is_found_with_what_changed(bool withScript)
    {
        await using var house = await ConsoleHouse.OpenAsync();
        house.Here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Ferry));
        var page = await house.SignInAsync(new() { JavaScriptEnabled = withScript });

        await page.GotoAsync("/feeds");
        await page.ClickAsync("text=Add feed");
        await page.FillAsync("#url", house.Here.Origin.Url + "/feed.xml");
        await page.FillAsync("#tags", "north, sea");
        await page.ClickAsync("text=Look at it first");
        await Expect(page.Locator("#found + .scroll")).ToContainTextAsync("the address is a feed's own");
        await Expect(page.Locator("pre.preview")).ToContainTextAsync("By News Desk - July 28 2021");
        await Expect(page.Locator("#name")).ToHaveValueAsync("Harbour Post");
        Assert.Equal(0, await house.Here.QueryAsync<long>("SELECT count(*) FROM feed"));
        await page.ClickAsync("text=Fetch and add");
        await Expect(page.Locator(".said")).ToHaveTextAsync("Added Harbour Post, with 1 article.");

        await page.FillAsync("#name", "Harbour Gazette");
        await page.FillAsync("#schedule", "every sometimes");
        await page.ClickAsync("text=Change");
        await Expect(page.Locator(".problem")).ToContainTextAsync("schedule is adaptive");
        await Expect(page.Locator("#name")).ToHaveValueAsync("Harbour Gazette");
        await page.FillAsync("#schedule", "every 30d");
        await page.ClickAsync("text=Change");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Harbour Gazette");
        Assert.Equal("Harbour Gazette every 30d {north,sea}", await house.Here.QueryAsync<string>("SELECT name || ' ' || schedule || ' ' || tags::text FROM feed"));

        // The change made it due; then it is left alone.
        await Wait.UntilAsync(async () => await house.Here.QueryAsync<long>("SELECT count(*) FROM feed_schedule WHERE due_at > now() AND lease_until IS NULL") == 1, "it was polled");
        house.Here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Ferry with { Title = "Ferry line reopens on Monday", Content = "<p>The boats run again from Monday.</p><p>Tickets cost five crowns.</p>" }));
        await page.ClickAsync("text=Poll now");
        await Expect(page.Locator(".said").First).ToContainTextAsync("1 revised");

        await page.GotoAsync("/articles");
        await page.FillAsync("#q", "crowns boats");
        await page.ClickAsync("text=Search");
        await Expect(page.Locator(".items li")).ToHaveCountAsync(1);
        await page.ClickAsync("text=Ferry line reopens on Monday");
        await Expect(page.Locator(".copy .byline")).ToContainTextAsync("By News Desk - July 28 2021");
        await Expect(page.Locator(".copy .body p")).ToHaveTextAsync(["The boats run again from Monday.", "Tickets cost five crowns."]);
        await Expect(page.Locator(".diff .took")).ToHaveTextAsync(["−Ferry line reopens", "−Tickets cost four crowns."]);
        await Expect(page.Locator(".diff .came")).ToHaveTextAsync(["+Ferry line reopens on Monday", "+Tickets cost five crowns."]);
        await Expect(page.Locator("#fields + table")).ToContainTextAsync("feed:title");
        await Expect(page.Locator("#seen + ul")).ToContainTextAsync("still listed");
        await page.ClickAsync("text=Its feed's document");
        await Expect(page.Locator("body")).ToContainTextAsync("<rss version=\"2.0\"");

        await page.GotoAsync("/articles?q=submarine");
        await Expect(page.Locator("main")).ToContainTextAsync("No article is like that.");
    }

    [SkippableFact]
    public async Task Many_feeds_are_paused_labelled_and_removed_at_once()
    {
        await using var house = await ConsoleHouse.OpenAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            house.Here.Origin.Serve(name + ".xml", Rss.Of("Feed " + name, new RssItem(name, "Item " + name, "<p>Text.</p>")));
            await house.Here.MustAsync("feeds", "add", $"{house.Here.Origin.Url}/{name}.xml");
        }

        var page = await house.SignInAsync();
        await page.GotoAsync("/feeds?q=Feed");
        await page.CheckAsync("[data-all]");
        await page.SelectOptionAsync("#deed", "pause");
        await page.ClickAsync("text=Do it");
        await Expect(page.Locator(".said")).ToHaveTextAsync("3 feeds: paused.");
        await page.CheckAsync("tbody tr:nth-child(2) input");
        await page.SelectOptionAsync("#deed", "tag");
        await page.FillAsync("#label", "later");
        await page.ClickAsync("text=Do it");
        await page.GotoAsync("/feeds?tag=later");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.CheckAsync("tbody tr input");
        await page.SelectOptionAsync("#deed", "remove");
        await page.ClickAsync("text=Do it");

        Assert.Equal("Feed a, Feed c", await house.Here.QueryAsync<string>("SELECT string_agg(name, ', ' ORDER BY name) FROM feed WHERE paused_at IS NOT NULL"));
    }

    [SkippableFact]
    public async Task Items_are_released_from_quarantine_and_events_closed_in_bulk()
    {
        await using var house = await ConsoleHouse.OpenAsync();
        house.Here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Ferry));
        await house.Here.MustAsync("feeds", "add", house.Here.Origin.Url + "/feed.xml", "--every", "30d");
        await house.Here.QueryAsync<int>("""
            WITH kept AS (
                INSERT INTO quarantine (feed_id, key, reason, item, at)
                SELECT 1, gen_random_uuid(), 'its text was longer than allowed', jsonb_build_object('guid', 'kept ' || n, 'title', 'Kept out ' || n, 'link', 'http://127.0.0.1/kept/' || n, 'summary', 'Words of it, number ' || n), now()
                FROM generate_series(1, 3) AS n RETURNING 1),
            noticed AS (INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count) VALUES (1, 'quarantined', '3 items are kept out', now(), now(), 1) RETURNING 1)
            SELECT count(*)::int FROM kept, noticed
            """);

        var page = await house.SignInAsync();
        await Expect(page.Locator("#attention + ul")).ToContainTextAsync("3 items kept out");
        await page.ClickAsync("text=3 items kept out");
        await page.CheckAsync("tbody tr:nth-child(1) input");
        await page.CheckAsync("tbody tr:nth-child(3) input");
        await page.ClickAsync("text=Release into the article table");
        await Expect(page.Locator(".said")).ToHaveTextAsync("Released 2 items.");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        Assert.Equal("Kept out 1, Kept out 3", await house.Here.QueryAsync<string>("SELECT string_agg(headline, ', ' ORDER BY headline) FROM article WHERE headline LIKE 'Kept%'"));

        await page.GotoAsync("/events");
        await page.CheckAsync("[data-all]");
        await page.ClickAsync("button:text-is('Close')");
        await Expect(page.Locator(".said")).ToContainTextAsync("Closed 1 event.");
    }

    [SkippableFact]
    public async Task The_overview_follows_polls_by_itself()
    {
        await using var house = await ConsoleHouse.OpenAsync();
        var page = await house.SignInAsync();
        await Expect(page.Locator(".tiles")).ToContainTextAsync("Feeds0");
        // It looks every three seconds; before its first look nothing is new.
        await page.WaitForTimeoutAsync(4000);

        house.Here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Ferry));
        await house.Here.MustAsync("feeds", "add", house.Here.Origin.Url + "/feed.xml");

        await Expect(page.Locator(".tiles")).ToContainTextAsync("Feeds1", new() { Timeout = 30_000 });
    }

    [SkippableFact]
    public async Task The_link_in_the_log_is_good_once_and_another_is_printed()
    {
        await using var house = await ConsoleHouse.OpenAsync();
        var page = await house.SignInAsync();
        await page.GotoAsync(house.Invitation!);
        await Expect(page.Locator("main")).ToContainTextAsync("This link was used");

        var link = (await house.Here.MustAsync("operator", "link", "--urls", house.Here.ApiUrl!)).Trim();
        await page.GotoAsync(link);
        await page.FillAsync("#password", "another long password");
        await page.FillAsync("#again", "another long password");
        await page.ClickAsync("button.main");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Overview");
        await page.ClickAsync("text=Sign out");
        await Expect(page.Locator("#password")).ToBeVisibleAsync();
    }
}
