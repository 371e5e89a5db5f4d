using System.Globalization;
using System.Text;
using FeedPipeline.Documents;
using Npgsql;

namespace FeedPipeline.Benchmarks.Web;

/// <summary>What lies around a stock of articles after a month of 10,000 feeds: feeds, their polls and what became of them, hosts, stories, revisions, consumers.</summary>
internal sealed class OperationStock(NpgsqlDataSource database)
{
    public const int Feeds = 10_000;

    /// <summary>The feed whose polls were never two alike in a row.</summary>
    public const int BusyFeed = 7;

    /// <summary>The article that was revised most.</summary>
    public const int RevisedArticle = 8;

    /// <summary>The article with most copies and sightings.</summary>
    public const int CopiedArticle = 11;

    /// <summary>The story that most articles tell.</summary>
    public const int WideStory = 3;

    private const string Sources = """
        TRUNCATE feed_definition, feed_schedule, feed_memory, feed_url, host, furniture CASCADE;
        INSERT INTO feed_definition (id, name, url, title, site_url, format, language, schedule, full_text, tags, paused_at, added_at)
        SELECT n, initcap(word(n)) || ' ' || initcap(word(n / 7)) || ' ' || n, 'https://www.site' || n % 4000 || '.example/feeds/' || n || '.xml', 'All that is ' || word(n * 3),
               'https://www.site' || n % 4000 || '.example/', 'rss2.0', 'en', CASE WHEN n % 5 = 0 THEN 'adaptive within 10m' ELSE 'adaptive' END, 'auto',
               ARRAY['tag' || n % 150, 'desk' || n % 7], CASE WHEN n % 50 = 0 THEN now() END, now() - interval '40 days'
        FROM generate_series(1, $1) AS n;
        INSERT INTO feed_schedule (feed_id, due_at, due_reason, fence, consecutive_failures, last_outcome, last_poll_at)
        SELECT id, CASE WHEN id % 100 = 1 THEN now() - interval '1 minute' ELSE now() + random() * interval '1 hour' END, 'it brings most items about then', 100, CASE WHEN id % 20 = 0 THEN id % 9 ELSE 0 END,
               CASE WHEN id % 20 = 0 THEN 'http_5xx' ELSE 'not_modified' END, CASE WHEN id % 500 <> 2 THEN now() - random() * interval '1 hour' END
        FROM feed_definition;
        INSERT INTO feed_memory (feed_id, etag, identity, identity_reason, identity_at) SELECT id, '"abc"', 'guid', 'guids were unique and kept', now() FROM feed_definition;
        INSERT INTO feed_url (feed_id, url, reason) SELECT id, url, 'added' FROM feed_definition UNION ALL SELECT id, url || '?moved', 'moved by 301' FROM feed_definition WHERE id % 5 = 0;
        INSERT INTO host (name, paused_until) SELECT DISTINCT host, CASE WHEN id % 40 = 0 THEN now() + interval '1 hour' END FROM feed_definition ON CONFLICT DO NOTHING;
        INSERT INTO furniture (site, hash, text, pages, last_article_id, last_at) SELECT 'www.site' || n % 400 || '.example', gen_random_uuid(), 'Subscribe to our ' || n, n % 30 + 1, 1, now() FROM generate_series(1, 20000) AS n;
        """;

    private const string Happenings = """
        TRUNCATE poll, event, quarantine, document RESTART IDENTITY;
        INSERT INTO poll (feed_id, started_at, last_at, count, outcome, http_status, bytes_wire, bytes_body, elapsed_ms, items, new, revised, hops, repairs, detail)
        SELECT feed, at, at, CASE n % 4 WHEN 0 THEN 1 ELSE 12 END, CASE n % 40 WHEN 1 THEN 'http_5xx' WHEN 2 THEN 'timeout_headers' WHEN 3 THEN 'unchanged' ELSE CASE n % 4 WHEN 0 THEN 'stored' ELSE 'not_modified' END END,
               200, 4000, 20000, 120, 20, 1, 0, ARRAY['https://a.example/x'], 0, CASE WHEN n % 40 IN (1, 2) THEN 'the server failed: wait' END
        FROM (SELECT CASE WHEN n % 100 < 3 THEN $2 ELSE n % $1 + 1 END AS feed, n / 7 AS n, now() - (1000000 - n) * interval '2.592 seconds' AS at FROM generate_series(1, 1000000) AS n) AS polled;
        INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count, closed_at, told)
        SELECT n % $1 + 1, (ARRAY['broken', 'gap', 'quarantined', 'moved', 'quiet', 'identity'])[n % 6 + 1], 'it failed 12 times, and was well before', at, at, 3, at + interval '1 hour', 2
        FROM (SELECT n, now() - (30000 - n) * interval '10 minutes' AS at FROM generate_series(1, 30000) AS n) AS noticed;
        INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count, told) SELECT id, 'broken', 'it failed 12 times', now() - id * interval '1 minute', now(), 12, 1 FROM feed_definition WHERE id % 20 = 0;
        INSERT INTO quarantine (feed_id, key, reason, item, at, released_at)
        SELECT CASE WHEN n % 3 = 0 THEN 3 ELSE n % 300 + 1 END, gen_random_uuid(), 'too long', jsonb_build_object('title', 'Item ' || n, 'guid', n::text, 'link', 'https://a.example/' || n, 'content', repeat('word ', 200)), now(), CASE WHEN n % 5 > 0 THEN now() END
        FROM generate_series(1, 50000) AS n;
        INSERT INTO document (feed_id, kind, hash, url, bytes, content, fetched_at, last_used_at, article_id)
        SELECT n % $1 + 1, CASE WHEN n % 3 = 0 THEN 'page' ELSE 'feed' END, decode(md5(n::text), 'hex'), 'https://a.example/' || n, $7, decode('$6', 'hex'), now() - n * interval '1 minute', now(), CASE WHEN n % 3 = 0 THEN n END
        FROM generate_series(1, 60000) AS n
        """;

    private const string Told = """
        TRUNCATE article_key, article_revision, sighting, story, story_log, likeness, change, change_commit RESTART IDENTITY;
        INSERT INTO article_key (key, article_id, kind) SELECT gen_random_uuid(), id, 'guid' FROM article UNION ALL SELECT gen_random_uuid(), id, 'link' FROM article;
        UPDATE article SET story_id = $5 WHERE id BETWEEN 1000 AND 1300 AND id % 8 > 3;
        UPDATE article SET copy_of = $4 WHERE id BETWEEN 2000 AND 2600;
        INSERT INTO sighting (article_id, feed_id, guid, url, position, first_seen_at) SELECT id, feed_id, id::text, url, 1, first_seen_at FROM article UNION ALL
        SELECT $4, id, id::text, url, 1, now() FROM feed_definition WHERE id % 20 = 0 ON CONFLICT DO NOTHING;
        INSERT INTO article_revision (article_id, revision, class, at, headline, body, changed_fields, diff)
        SELECT id, 1, 'update', now(), headline, body, ARRAY['body'], '- ' || left(body, 300) || E'\n+ ' || right(body, 300) FROM article WHERE id % 10 = 0 UNION ALL
        SELECT $3, n, 'update', now(), headline, body, ARRAY['body'], '- ' || left(body, 300) || E'\n+ ' || right(body, 300) FROM article, generate_series(1, 200) AS n WHERE id = $3;
        UPDATE article SET revision = 201 WHERE id = $3;
        INSERT INTO story (id, headline, first_at, last_at, article_count, language)
        SELECT story_id, min(headline), min(first_seen_at), max(first_seen_at), count(*), min(split_part(language, '-', 1)) FROM article WHERE story_id IS NOT NULL GROUP BY story_id;
        INSERT INTO story_log (at, kind, story_id, other_id, likeness) SELECT last_at, 'merge', id, id + 1, 0.7 FROM story WHERE id % 10 = 0;
        INSERT INTO likeness (article_id, other_id, kinship, of_shorter, of_longer, shared, judged_at) SELECT id, copy_of, 'equal', 1, 1, 100, now() FROM article WHERE copy_of IS NOT NULL;
        ALTER TABLE change DISABLE TRIGGER change_place;
        INSERT INTO change (article_id, kind, revision, changed_fields, at, batch) SELECT id, 'created', 1, '{}', first_seen_at, id / 4 FROM article ORDER BY id;
        ALTER TABLE change ENABLE TRIGGER change_place;
        INSERT INTO change_commit (batch, changes, at, written) SELECT batch, count(*), max(at), sum(count(*)) OVER (ORDER BY batch) FROM change GROUP BY batch ORDER BY batch
        """;

    private const string Readers = """
        TRUNCATE consumer, webhook, webhook_dead_letter, api_key CASCADE;
        INSERT INTO consumer (name, place, seq) SELECT 'consumer' || n, CASE WHEN n % 10 = 0 THEN 1 ELSE last - n * 10 END, 0 FROM generate_series(1, 30) AS n, (SELECT max(place) AS last FROM change_commit) AS log;
        INSERT INTO webhook (id, url, sealed, kinds, feeds, languages, tags, article) SELECT n, 'https://receiver' || n || '.example/', '\x00', '{}', '{}', '{}', '{}', true FROM generate_series(1, 30) AS n;
        INSERT INTO consumer (name, place, seq) SELECT 'webhook:' || n, CASE WHEN n % 10 = 0 THEN 1 ELSE last - n END, 0 FROM generate_series(1, 30) AS n, (SELECT max(place) AS last FROM change_commit) AS log;
        INSERT INTO webhook_dead_letter (webhook_id, cursor, change, attempts, problem) SELECT n % 30 + 1, n || '-1', jsonb_build_object('article', jsonb_build_object('id', n, 'body', repeat('word ', 300))), 8, 'it answered 500' FROM generate_series(1, 30000) AS n;
        INSERT INTO api_key (name, scope, hint, hash, made_at) SELECT 'key' || n, 'read', 'fp_' || n, decode(md5(n::text), 'hex'), now() FROM generate_series(1, 100) AS n
        """;

    /// <summary>A word that stands in the names of some feeds; <see cref="Rare"/> of one.</summary>
    public const string Common = "harbour";

    public static string Rare(int feed) => string.Create(CultureInfo.InvariantCulture, $"/{feed}.xml");

    /// <summary>Fills it, behind the articles, unless it is filled and <paramref name="isNew"/> does not say that they are others.</summary>
    public async Task FillAsync(bool isNew)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var last = new NpgsqlCommand("SELECT EXISTS (SELECT FROM api_key)", connection);
        if (!isNew && (bool)(await last.ExecuteScalarAsync())!)
            return;
        await ExecuteAsync(connection, """
            CREATE FUNCTION pg_temp.word(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT (ARRAY['harbour', 'ferry', 'council', 'garden', 'science', 'market', 'northern', 'evening', 'village', 'river', 'herald', 'post', 'courier'])[n % 13 + 1] $$;
            SET maintenance_work_mem = '256MB'
            """);
        var page = ArchivedDocument.Of(new FetchedDocument { Body = Enumerable.Range(0, 500).SelectMany(line => Encoding.UTF8.GetBytes($"<p>{line}")).ToArray() }, hash: default, ArchivedKind.Page);
        foreach (var sql in (string[])[Sources.Replace("word(", "pg_temp.word(", StringComparison.Ordinal), Happenings, Told, Readers])
            await ExecuteAsync(connection, sql
                .Replace("$1", Number(Feeds), StringComparison.Ordinal).Replace("$2", Number(BusyFeed), StringComparison.Ordinal).Replace("$3", Number(RevisedArticle), StringComparison.Ordinal)
                .Replace("$4", Number(CopiedArticle), StringComparison.Ordinal).Replace("$5", Number(WideStory), StringComparison.Ordinal)
                .Replace("$6", Convert.ToHexString(page.Content), StringComparison.Ordinal).Replace("$7", Number(page.Bytes), StringComparison.Ordinal));
        await ExecuteAsync(connection, "VACUUM ANALYZE");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
