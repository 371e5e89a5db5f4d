using System.Xml;
using System.Xml.Linq;
using FeedPipeline.Tests.Normalizing;
using Microsoft.Playwright;

namespace FeedPipeline.EndToEnd.Console;

/// <summary>What strangers write is text on every page, even in a browser whose wall against foreign scripts was taken down.</summary>
public sealed class AttackTests
{
    /// <summary>Each article has many attacks, each attack stands in many articles: every third page shows them all.</summary>
    private const int Step = 3;

    private const int Items = 60;

    /// <summary>Every attack, in turns, in every field that strangers have a say in.</summary>
    private const string Fill = """
        CREATE TEMP TABLE attack (n bigint, text text);
        INSERT INTO attack SELECT ordinality, text FROM unnest($1) WITH ORDINALITY AS a (text, ordinality);
        CREATE FUNCTION pg_temp.a(n bigint) RETURNS text LANGUAGE sql AS 'SELECT text FROM attack WHERE attack.n = $1 % (SELECT count(*) FROM attack) + 1';
        WITH feeds AS (
            INSERT INTO feed_definition (name, url, title, site_url, format, language, schedule, full_text, tags, tls_exception)
            SELECT n || pg_temp.a(n), 'https://a' || n || '.example/' || pg_temp.a(n + 1), pg_temp.a(n + 2), pg_temp.a(n + 3), pg_temp.a(n + 4), pg_temp.a(n + 5), 'every 30d', 'never', ARRAY[pg_temp.a(n + 6)], pg_temp.a(n + 7)
            FROM generate_series(1, 40) AS n RETURNING id)
        INSERT INTO feed_schedule (feed_id, due_at, due_reason, fence, consecutive_failures, last_outcome, last_poll_at)
        SELECT id, now() + interval '1 day', pg_temp.a(id), 1, 2, pg_temp.a(id + 1), now() FROM feeds;
        INSERT INTO feed_memory (feed_id, identity, identity_reason, identity_at) SELECT id, pg_temp.a(id), pg_temp.a(id + 1), now() FROM feed_definition;
        INSERT INTO feed_url (feed_id, url, reason) SELECT id, pg_temp.a(id), pg_temp.a(id + 1) FROM feed_definition;
        INSERT INTO poll (feed_id, started_at, last_at, count, outcome, bytes_wire, bytes_body, elapsed_ms, items, new, revised, hops, repairs, detail)
        SELECT id, now(), now(), 1, 'not_a_feed', 0, 0, 0, 0, 0, 0, ARRAY[pg_temp.a(id), pg_temp.a(id + 1)], 0, pg_temp.a(id + 2) FROM feed_definition;
        INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count) SELECT id, 'gap', pg_temp.a(id), now(), now(), 1 FROM feed_definition;
        INSERT INTO quarantine (feed_id, key, reason, item, at) SELECT 1, gen_random_uuid(), pg_temp.a(n), jsonb_build_object('title', pg_temp.a(n + 1), 'guid', pg_temp.a(n + 2), 'link', pg_temp.a(n + 3)), now() FROM attack;
        INSERT INTO story (id, headline, first_at, last_at, article_count, language) SELECT n, pg_temp.a(n), now(), now(), 2, 'en' FROM attack;
        INSERT INTO article (feed_id, headline, dek, byline, authors, published_precision, photo_credit, photo_caption, photo_url, body, body_html, body_source, language, url, section, tags, guid, access, rights, enclosures, word_count, revision, story_id, provenance, first_seen_at, updated_at, stated_at)
        SELECT n % 40 + 1, pg_temp.a(n), pg_temp.a(n + 1), pg_temp.a(n + 2), ARRAY[pg_temp.a(n)], 'unknown', pg_temp.a(n + 3), pg_temp.a(n + 4), 'http://127.0.0.1:1/' || pg_temp.a(n + 5), pg_temp.a(n + 6), pg_temp.a(n + 7), 'feed', pg_temp.a(n + 8), pg_temp.a(n + 9), pg_temp.a(n + 10),
            ARRAY[pg_temp.a(n + 11)], pg_temp.a(n + 12), 'free', pg_temp.a(n + 13), '[]', 1, 2, n, jsonb_build_object('headline', pg_temp.a(n + 14), pg_temp.a(n + 15), pg_temp.a(n + 16)), now(), now(), now()
        FROM attack ORDER BY n;
        INSERT INTO sighting (article_id, feed_id, guid, url, position, first_seen_at) SELECT id, feed_id, pg_temp.a(id), pg_temp.a(id + 1), 1, now() FROM article;
        INSERT INTO article_revision (article_id, revision, class, at, headline, dek, byline, body, changed_fields, diff)
        SELECT id, 1, 'update', now(), pg_temp.a(id + 1), pg_temp.a(id + 2), pg_temp.a(id + 3), pg_temp.a(id + 4), ARRAY[pg_temp.a(id + 5)], '+ ' || pg_temp.a(id + 6) || E'\n- ' || pg_temp.a(id + 7) FROM article;
        INSERT INTO furniture (site, hash, text, pages, last_article_id, last_at) SELECT 'a.example', gen_random_uuid(), text, 5, 1, now() FROM attack;
        UPDATE feed_definition SET site_url = 'https://a.example/' WHERE id = 1;
        INSERT INTO consumer (name, place, seq) SELECT left(text, 60) || n, 0, 0 FROM attack;
        INSERT INTO api_key (name, scope, hint, hash, made_at) SELECT n || left(text, 60), 'read', left(text, 8), decode(md5(n::text), 'hex'), now() FROM attack;
        INSERT INTO webhook (url, sealed, kinds, feeds, languages, tags, article, problem) SELECT 'https://receiver.example/' || text, '\x00', ARRAY[pg_temp.a(n + 1)], '{}', ARRAY[pg_temp.a(n + 2)], ARRAY[pg_temp.a(n + 3)], true, pg_temp.a(n + 4) FROM attack WHERE n <= 20;
        INSERT INTO webhook_dead_letter (webhook_id, cursor, change, attempts, problem) SELECT n % 20 + 1, text, jsonb_build_object('headline', text), 8, pg_temp.a(n + 5) FROM attack;
        INSERT INTO consumer (name, place, seq) SELECT 'webhook:' || id, 0, 0 FROM webhook;
        INSERT INTO event (webhook_id, kind, detail, opened_at, last_at, count) SELECT id, 'webhook_failing', pg_temp.a(id), now(), now(), 1 FROM webhook;
        INSERT INTO websub_subscription (feed_id, hub, topic, token, secret, state, missed, asked, next_try_at, detail)
        SELECT id, pg_temp.a(id), pg_temp.a(id + 1), 'token' || id, pg_temp.a(id + 2), 'denied', 0, 0, now() + interval '1 day', pg_temp.a(id + 3) FROM feed_definition;
        INSERT INTO feed_credential (feed_id, origin, names, sealed, reference) SELECT id, pg_temp.a(id), pg_temp.a(id + 1), '\x00', pg_temp.a(id + 2) FROM feed_definition;
        INSERT INTO likeness (article_id, other_id, kinship, of_shorter, of_longer, shared, judged_at) SELECT id, id + 1, 'equal', 1, 1, 9, now() FROM article;
        INSERT INTO kept_apart (article_id, other_id, by, at) SELECT id, id + 2, pg_temp.a(id), now() FROM article;
        INSERT INTO operator_session (hash, address, started_at, seen_at) SELECT decode(md5('session' || n), 'hex'), text, now(), now() FROM attack
        """;

    /// <summary>Touches everything on the page as a visitor could, and says what ran and what could have.</summary>
    private const string Touch = """
        () => {
          const found = [];
          for (const e of document.querySelectorAll('*')) {
            for (const a of e.attributes) {
              if (/^on/i.test(a.name)) found.push(`${e.localName} ${a.name}`);
              if (/^(href|src|action|formaction|xlink:href)$/i.test(a.name) && !/^(https?:\/\/|\/|#|$)/.test(a.value)) found.push(`${e.localName} ${a.name}=${a.value}`);
            }
            if (/^(iframe|object|embed|base|math|foreignObject|animate|set)$/i.test(e.localName) || (e.localName === 'script' && !/^\/console\/[0-9a-f]+-console\.js$/.test(e.getAttribute('src')))) found.push(e.outerHTML.slice(0, 80));
            if (e.closest('form, a') === null) for (const t of ['mouseover', 'pointerenter', 'focus', 'toggle', 'wheel', 'animationstart', 'load', 'error', 'click']) e.dispatchEvent(new Event(t));
          }
          return [...found, ...window.hits];
        }
        """;

    [SkippableFact]
    public async Task Nothing_that_a_stranger_wrote_runs_or_could_run_on_any_page()
    {
        await using var house = await ConsoleHouse.OpenAsync(("Storing__Search", "false"), ("Stories__Enabled", "false"));
        var attacks = Strange;
        Assert.True(attacks.Length >= 300);
        await house.Here.ExecuteAsync(Fill, attacks);
        var page = await house.SignInAsync(new() { BypassCSP = true });
        page.Dialog += async (_, dialog) => await dialog.DismissAsync();
        await page.AddInitScriptAsync("window.hits = []; window.hit = window.alert = window.print = () => window.hits.push('ran');");
        await ProveAsync(page);

        var last = await house.Here.QueryAsync<long>("SELECT max(id) FROM article");
        string[] paths =
        [
            .. ConsoleHouse.Pages, .. Enumerable.Range(2, 5).Select(id => $"/webhooks/{id}"),
            .. Enumerable.Range(2, 39).Select(id => $"/feeds/{id}"), .. Enumerable.Range(1, (int)last / Step).Select(id => $"/articles/{id * Step}"),
            .. Enumerable.Range(2, 10).Select(id => $"/stories/{id}"), .. Enumerable.Range(2, 8).SelectMany(part => new[] { $"/quarantine?page={part}" }),
            .. attacks.Where((_, number) => number % 20 == 0).SelectMany(attack => new[] { $"/articles?language={Uri.EscapeDataString(attack)}", $"/feeds?q={Uri.EscapeDataString(attack)}&tag={Uri.EscapeDataString(attack)}", $"/sign-in?to={Uri.EscapeDataString(attack)}", $"/set-up?link={Uri.EscapeDataString(attack)}" }),
        ];
        var runs = new List<string>();
        foreach (var path in paths)
            runs.AddRange(await TouchAsync(page, path));

        Assert.True(runs.Count == 0, string.Join('\n', runs.Take(20)));
    }

    [SkippableFact]
    public async Task Nothing_in_a_feed_runs_when_it_is_looked_at_added_and_shown()
    {
        await using var house = await ConsoleHouse.OpenAsync();
        house.Here.Origin.Serve("feed.xml", Hostile());
        var page = await house.SignInAsync(new() { BypassCSP = true });
        page.Dialog += async (_, dialog) => await dialog.DismissAsync();
        await page.AddInitScriptAsync("window.hits = []; window.hit = window.alert = window.print = () => window.hits.push('ran');");
        await page.GotoAsync("/feeds/add");
        await page.FillAsync("#url", house.Here.Origin.Url + "/feed.xml");
        await page.FillAsync("#name", "<img src=x onerror=hit()>");
        await page.FillAsync("#tags", "<svg onload=hit()>, \"><script>hit()</script>");
        await page.SelectOptionAsync("#full_text", "never");
        await page.ClickAsync("text=Look at it first");
        await Assertions.Expect(page.Locator(".preview")).ToHaveCountAsync(3);
        List<string> runs = [.. (await page.EvaluateAsync<string[]>(Touch)).Select(what => $"looked at: {what}")];
        await page.ClickAsync("text=Fetch and add");
        await Assertions.Expect(page.Locator(".said")).ToContainTextAsync("Added <img src=x onerror=hit()>, with ");
        runs.AddRange((await page.EvaluateAsync<string[]>(Touch)).Select(what => $"added: {what}"));

        var last = await house.Here.QueryAsync<long>("SELECT max(id) FROM article");
        Assert.True(last >= Items / 2, $"{last} articles");
        string[] paths = [.. ConsoleHouse.Pages, "/documents/1", .. Enumerable.Range(1, (int)last).Select(id => $"/articles/{id}")];
        foreach (var path in paths)
            runs.AddRange(await TouchAsync(page, path));

        Assert.True(runs.Count == 0, string.Join('\n', runs.Take(20)));
    }

    private static string[] Strange { get; } =
        [.. Attacks.All.Distinct(StringComparer.Ordinal).Select(attack => string.Concat(attack.Where(XmlConvert.IsXmlChar))).Where(attack => attack.Trim().Length > 0)];

    /// <summary>A feed that is well-formed, and says nothing but attacks.</summary>
    private static string Hostile()
    {
        XNamespace content = "http://purl.org/rss/1.0/modules/content/", dc = "http://purl.org/dc/elements/1.1/", media = "http://search.yahoo.com/mrss/";
        string A(int number) => Strange[number % Strange.Length];
        var items = Enumerable.Range(0, Items).Select(item => item * 7).Select(n => new XElement("item",
            new XElement("title", A(n)), new XElement("guid", new XAttribute("isPermaLink", "false"), A(n + 1) + n), new XElement("link", $"http://127.0.0.1/{n}?{A(n + 2)}"), new XElement("author", A(n + 3)),
            new XElement(dc + "creator", A(n + 4)), new XElement("category", A(n + 5)), new XElement("description", A(n + 6)), new XElement(content + "encoded", $"<p>Words {n}.</p>{A(n)}{A(n + 1)}{A(n + 2)}"),
            new XElement("enclosure", new XAttribute("url", A(n + 3)), new XAttribute("type", A(n + 4)), new XAttribute("length", "1")), new XElement(media + "credit", A(n + 5)),
            new XElement(media + "content", new XAttribute("url", $"http://127.0.0.1/{n}.png?{A(n)}"), new XAttribute("medium", "image"), new XElement(media + "description", A(n + 6)))));
        return new XDocument(new XElement("rss", new XAttribute("version", "2.0"), new XAttribute(XNamespace.Xmlns + "content", content), new XAttribute(XNamespace.Xmlns + "dc", dc), new XAttribute(XNamespace.Xmlns + "media", media),
            new XElement("channel", new XElement("title", A(1)), new XElement("link", "http://127.0.0.1/" + A(2)), new XElement("description", A(3)), new XElement("language", A(4)), new XElement("copyright", A(5)), items))).ToString(SaveOptions.DisableFormatting);
    }

    private static async Task<IEnumerable<string>> TouchAsync(IPage page, string path)
    {
        var answer = await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        Assert.True(answer!.Status is 200 or 404, $"{path}: {answer.Status}");
        return (await page.EvaluateAsync<string[]>(Touch)).Select(what => $"{path}: {what}");
    }

    /// <summary>A page that lets strangers in is found out.</summary>
    private static async Task ProveAsync(IPage page)
    {
        await page.SetContentAsync("<p onclick=hit()>x</p><a href='javascript:hit()'>x</a>");
        await page.EvaluateAsync("window.hits = []; window.hit = () => window.hits.push('ran'); 0");
        Assert.Equal(["p onclick", "a href=javascript:hit()", "ran"], await page.EvaluateAsync<string[]>(Touch));
    }
}
