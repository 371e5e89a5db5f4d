using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>The view <c>feed</c>, and room in the rows that every poll writes.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261121090000_FeedView")]
public sealed class FeedView : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE VIEW feed AS
            SELECT definition.id, definition.name, definition.url, definition.site_url, definition.title, definition.format, definition.language,
                   definition.schedule, definition.full_text, definition.tags, definition.paused_at, definition.added_at,
                   schedule.last_poll_at, schedule.last_outcome, schedule.consecutive_failures,
                   CASE WHEN schedule.due_at < 'infinity' THEN schedule.due_at END AS due_at, schedule.due_reason,
                   (SELECT NULLIF(count(*), 0) / 14.0::double precision FROM article
                    WHERE article.feed_id = definition.id AND article.first_seen_at > now() - interval '14 days'
                      AND COALESCE(article.published_at, article.first_seen_at) > now() - interval '14 days') AS items_per_day,
                   (SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY EXTRACT(epoch FROM article.first_seen_at - article.published_at)::double precision)
                    FROM article
                    WHERE article.feed_id = definition.id AND article.first_seen_at > now() - interval '30 days'
                      AND article.published_at > definition.added_at AND article.published_precision IN ('minute', 'second')) AS freshness_p95
            FROM feed_definition AS definition JOIN feed_schedule AS schedule ON schedule.feed_id = definition.id
            WHERE definition.removed_at IS NULL;

            COMMENT ON VIEW feed IS 'Sources that operators configured, and how they fare.';
            COMMENT ON COLUMN feed.id IS 'Never reused.';
            COMMENT ON COLUMN feed.name IS 'Unique, chosen by the operator or taken from the feed''s title.';
            COMMENT ON COLUMN feed.url IS 'Where the document is requested.';
            COMMENT ON COLUMN feed.site_url IS 'The site as the feed links it; null until the first document.';
            COMMENT ON COLUMN feed.title IS 'The feed''s own title; null until the first document.';
            COMMENT ON COLUMN feed.format IS 'Format of the last document that could be read.';
            COMMENT ON COLUMN feed.language IS 'BCP 47, as the feed states it.';
            COMMENT ON COLUMN feed.schedule IS 'adaptive, every INTERVAL or cron EXPRESSION.';
            COMMENT ON COLUMN feed.full_text IS 'Whether article pages are fetched: auto, always or never.';
            COMMENT ON COLUMN feed.tags IS 'The operator''s labels.';
            COMMENT ON COLUMN feed.paused_at IS 'Set while the operator has paused it.';
            COMMENT ON COLUMN feed.added_at IS 'When it was configured.';
            COMMENT ON COLUMN feed.last_poll_at IS 'Begin of the last poll; null before the first.';
            COMMENT ON COLUMN feed.last_outcome IS 'How the last poll ended: stored, unchanged, not_modified, or the class of the failure.';
            COMMENT ON COLUMN feed.consecutive_failures IS 'Failed polls since the last good one.';
            COMMENT ON COLUMN feed.due_at IS 'When it is due next; null while only an operator or the calendar makes it due.';
            COMMENT ON COLUMN feed.due_reason IS 'Why then.';
            COMMENT ON COLUMN feed.items_per_day IS 'Articles it brought first, a day, over the last 14 days; null when there were none.';
            COMMENT ON COLUMN feed.freshness_p95 IS 'Seconds from publication to first sight that 95 % of its articles of the last 30 days stay within; null without dated ones.';

            -- A new article's keys are taken before its row is written: who is first is known before anything else is done.
            ALTER TABLE article_key ALTER CONSTRAINT article_key_article_id_fkey DEFERRABLE INITIALLY DEFERRED;

            -- Every poll moves due_at, which is indexed: room on the page, and an autovacuum that comes early.
            ALTER TABLE feed_schedule SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_limit = 2000);
            """);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP VIEW feed");
}
