using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace FeedPipeline.EndToEnd.Console;

/// <summary>Every page, looked at in the ways that people look: by colour scheme, by width, by keyboard, by what a screen reader is told.</summary>
public sealed class LookTests
{
    private const int PhoneWidth = 390;

    private static readonly string[] Serious = ["serious", "critical"];

    [SkippableFact]
    public async Task No_page_has_a_serious_fault_of_accessibility_or_is_wider_than_a_phone()
    {
        await using var house = await ConsoleHouse.OpenAsync();
        await FillAsync(house);
        var page = await house.SignInAsync();
        var faults = new List<string>();
        foreach (var path in ConsoleHouse.Pages.Append("/sign-in"))
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.SetViewportSizeAsync(1360, 900);
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var answer = await page.GotoAsync(path);
                Assert.True(answer!.Status == 200, $"{path}: {answer.Status}");
                var found = await page.RunAxe();
                faults.AddRange(found.Violations.Where(fault => Serious.Contains(fault.Impact)).Select(fault => $"{path} {scheme}: {fault.Id} {string.Join(" | ", fault.Nodes.Take(3).Select(node => node.Html))}"));
            }

            await page.SetViewportSizeAsync(PhoneWidth, 844);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > PhoneWidth)
                faults.Add($"{path} is {width} wide on a phone");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [SkippableFact]
    public async Task All_can_be_reached_and_done_with_the_keyboard()
    {
        await using var house = await ConsoleHouse.OpenAsync();
        await FillAsync(house);
        var page = await house.SignInAsync();

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.GotoAsync("/feeds/1");
        await TabToAsync(page, "Pause");
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".said").First).ToContainTextAsync("Paused");
    }

    private static async Task TabToAsync(IPage page, string text)
    {
        for (var press = 0; press < 60; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.textContent.trim()") == text)
                return;
        }

        Assert.Fail($"{text} is not reached with Tab.");
    }

    /// <summary>One row of everything.</summary>
    internal static async Task FillAsync(ConsoleHouse house)
    {
        var text = string.Join("", Enumerable.Range(1, 8).Select(number => $"<p>Paragraph {number} has some words in it, enough to fill a line or two of a page.</p>"));
        house.Here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", new RssItem("one", "A headline of a usual length, one that wraps on phones", text) { Creator = "News Desk", Description = "A standfirst that says a little more." }));
        await house.Here.MustAsync("feeds", "add", house.Here.Origin.Url + "/feed.xml", "--every", "30d", "--tag", "north");
        await house.Here.QueryAsync<int>("""
            WITH a AS (INSERT INTO quarantine (feed_id, key, reason, item, at) VALUES (1, gen_random_uuid(), 'too long', '{"guid": "kept", "title": "Kept out"}', now()) RETURNING 1),
            b AS (INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count) VALUES (1, 'gap', 'items may have been missed', now(), now(), 2), (1, 'broken', 'it failed', now(), now(), 2) RETURNING 1),
            c AS (INSERT INTO story (id, headline, first_at, last_at, article_count, language) VALUES (1, 'A story', now(), now(), 2, 'en') RETURNING 1),
            d AS (UPDATE article SET story_id = 1, photo_url = 'http://127.0.0.1:1/none.png', photo_caption = 'A boat', photo_credit = 'Ann', revision = 2 WHERE id = 1 RETURNING 1),
            e AS (INSERT INTO article_revision (article_id, revision, class, at, headline, body, changed_fields, diff) VALUES (1, 1, 'correction', now(), 'Another headline', 'Old words.', ARRAY['headline', 'body'], E'- Old words.\n+ New words.') RETURNING 1),
            f AS (INSERT INTO webhook (url, sealed, kinds, feeds, languages, tags, article) VALUES ('https://receiver.example/', '\x00', '{}', '{}', '{}', '{}', true) RETURNING id),
            g AS (INSERT INTO webhook_dead_letter (webhook_id, cursor, change, attempts, problem, at) SELECT id, '1-1', '{}', 8, 'it answered 500', now() FROM f RETURNING 1),
            h AS (INSERT INTO consumer (name, place, seq) VALUES ('desk', 0, 0), ('webhook:1', 0, 0) RETURNING 1),
            i AS (INSERT INTO api_key (name, scope, hint, hash, made_at) VALUES ('desk', 'ops', 'fp_12345', '\x01', now()) RETURNING 1),
            j AS (INSERT INTO poll (feed_id, started_at, last_at, count, outcome, http_status, bytes_wire, bytes_body, elapsed_ms, items, new, revised, hops, repairs, detail)
                VALUES (1, now(), now(), 3, 'http_5xx', 502, 0, 0, 120, 0, 0, 0, ARRAY['https://moved.example/feed.xml'], 1, 'the server failed: wait') RETURNING 1)
            SELECT count(*)::int FROM a, b, c, d, e, f, g, h, i, j
            """);
    }
}
