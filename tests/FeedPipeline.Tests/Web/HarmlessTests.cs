using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Web;

/// <summary>What strangers write into feeds does nothing on its way out, in whatever field and form.</summary>
[Collection(DatabaseTests.Name)]
public sealed class HarmlessTests(TestServer server)
{
    private static readonly string[] Attacks =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]><x>", "=HYPERLINK(\"http://evil.example\",\"x\")", "@SUM(1+1)*cmd|' /C calc'!A0",
        "\u001b[2J\u001b]0;owned\u0007", "\u009b31m", "line\r\n2026-01-01T00:00:00Z forged", "\u2028alert(1)//\u2029", "\u202etxt.exe", "</script><svg/onload=alert(1)>", "{{7*7}}${7*7}", "',\"\\", "&lt;b&gt;&#27;",
    ];

    private static readonly string[] Forms =
    [
        "application/json", "application/x-ndjson", "application/vnd.iptc.ninjs+json", "application/ld+json", "text/plain",
    ];

    [SkippableFact]
    public async Task Nothing_that_a_feed_says_is_anything_but_text()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        await FillAsync(house);
        foreach (var path in new[] { "/api/articles", "/api/articles/1", "/api/articles/1/why", "/api/articles/1/revisions", "/api/feeds", "/api/feeds/1", "/api/polls", "/api/events", "/api/quarantine", "/api/stories", "/api/hosts", "/articles.atom", "/articles.json" })
        {
            foreach (var form in Forms)
            {
                var answer = await house.GetAsync(path, ("Accept", $"{form}, */*;q=0.1"));
                Assert.True(answer.Status == HttpStatusCode.OK, $"{path} {form}: {answer.Status} {answer.Body}");
                Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
                Assert.DoesNotContain("html", answer.Type, StringComparison.Ordinal);
                Whole(answer);
                AssertSteersNothing(answer.Body, $"{path} as {form}");
            }
        }
    }

    [SkippableFact]
    public async Task What_a_request_says_comes_back_as_text()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        foreach (var attack in Attacks)
        {
            var escaped = Uri.EscapeDataString(attack);
            foreach (var path in new[] { $"/api/articles?{escaped}=1", $"/api/articles?limit={escaped}", $"/api/{escaped}", $"/api/articles?q={escaped}" })
            {
                var answer = await house.GetAsync(path);
                Assert.True((int)answer.Status < 500, $"{path}: {answer.Body}");
                Assert.Contains("json", answer.Type, StringComparison.Ordinal);
                AssertSteersNothing(answer.Body, path);
            }
        }
    }

    /// <summary>Every attack in every field of rows that strangers have a say in, as if no reader had cleaned them.</summary>
    private static async Task FillAsync(ApiHouse house)
    {
        var feed = await house.StoreAsync("news", [.. Attacks.Select((attack, number) =>
            $"<item><guid isPermaLink=\"false\">{Escaped(attack)}{number}</guid><title>{Escaped(attack)} {number}</title><link>http://news.example/{number}?{Escaped(attack)}</link>"
            + $"<author>{Escaped(attack)}</author><category>{Escaped(attack)}</category><description>{Escaped(attack)} and some words.</description></item>")]);
        foreach (var attack in Attacks)
        {
            var text = $"'{attack.Replace("'", "''", StringComparison.Ordinal)}'";
            await house.Db.AskAsync($$"""
                UPDATE article SET dek = {{text}}, byline = {{text}}, authors = ARRAY[{{text}}], photo_credit = {{text}}, photo_caption = {{text}}, photo_url = {{text}}, body = {{text}}, section = {{text}}, tags = ARRAY[{{text}}],
                    rights = {{text}}, url = {{text}}, guid = {{text}}, provenance = jsonb_build_object('headline', {{text}})
                WHERE id = (SELECT max(id) - {{Array.IndexOf(Attacks, attack)}} FROM article);
                INSERT INTO article_revision (article_id, revision, class, at, headline, dek, byline, body, changed_fields, diff)
                SELECT 1, count(*) + 1, 'update', now(), {{text}}, {{text}}, {{text}}, {{text}}, ARRAY[{{text}}], {{text}} FROM article_revision;
                UPDATE feed_definition SET title = {{text}}, site_url = {{text}} WHERE id = {{feed}};
                UPDATE feed_memory SET identity_reason = {{text}} WHERE feed_id = {{feed}};
                INSERT INTO poll (feed_id, started_at, last_at, count, outcome, bytes_wire, bytes_body, elapsed_ms, items, new, revised, hops, repairs, detail)
                VALUES ({{feed}}, now(), now(), 1, 'not_a_feed', 0, 0, 0, 0, 0, 0, ARRAY[{{text}}], 0, {{text}});
                INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count, closed_at) VALUES ({{feed}}, 'broken', {{text}}, now(), now(), 1, now());
                INSERT INTO story (id, headline, first_at, last_at, article_count, language) VALUES ((SELECT count(*) + 1 FROM story), {{text}}, now(), now(), 2, 'en');
                INSERT INTO quarantine (feed_id, key, reason, item, at) VALUES ({{feed}}, gen_random_uuid(), {{text}}, jsonb_build_object('title', {{text}}, 'guid', {{text}}), now())
                """);
        }
    }

    private static string Escaped(string text) => WebUtility.HtmlEncode(string.Concat(text.Where(XmlConvert.IsXmlChar)));

    /// <summary>That it is one document of its kind, to its end.</summary>
    private static void Whole(Answer answer)
    {
        if (answer.Type.StartsWith("application/x-ndjson", StringComparison.Ordinal))
            Assert.All(answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonDocument.Parse(line).Dispose());
        else if (answer.Type.Contains("json", StringComparison.Ordinal))
            JsonDocument.Parse(answer.Bytes).Dispose();
        else if (answer.Type.Contains("xml", StringComparison.Ordinal))
            new XmlDocument { XmlResolver = null }.LoadXml(answer.Body);
    }

    /// <summary>No control characters but ends of lines: neither a terminal nor a log takes it for anything but text.</summary>
    private static void AssertSteersNothing(string body, string where)
    {
        var steering = body.FirstOrDefault(letter => char.IsControl(letter) && letter != '\n');
        Assert.True(steering == default, $"{where}: U+{(int)steering:X4} in {Around(body, steering)}");
    }

    private static string Around(string body, char letter) => new StringBuilder(body).ToString(Math.Max(0, body.IndexOf(letter, StringComparison.Ordinal) - 30), Math.Min(30, Math.Max(0, body.IndexOf(letter, StringComparison.Ordinal))));
}
