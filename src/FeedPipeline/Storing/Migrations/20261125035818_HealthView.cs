using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>The view <c>feed</c> says how fresh a feed's articles are seen, and its quiet hours. Events of before count as told.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261125035818_HealthView")]
public sealed class HealthView : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE OR REPLACE VIEW feed AS
        SELECT definition.id, definition.name, definition.url, definition.site_url, definition.title, definition.format, definition.language,
               definition.schedule, definition.full_text, definition.tags, definition.paused_at, definition.added_at,
               schedule.last_poll_at, schedule.last_outcome, schedule.consecutive_failures,
               CASE WHEN schedule.due_at < 'infinity' THEN schedule.due_at END AS due_at, schedule.due_reason,
               (SELECT NULLIF(count(*), 0) / 14.0::double precision FROM article
                WHERE article.feed_id = definition.id AND article.first_seen_at > now() - interval '14 days'
                  AND COALESCE(article.published_at, article.first_seen_at) > now() - interval '14 days') AS items_per_day,
               fresh.p95 AS freshness_p95,
               memory.identity, memory.identity_reason, memory.identity_at,
               definition.quiet, fresh.p50 AS freshness_p50, target.seconds AS freshness_target, fresh.share AS freshness_share, fresh.known AS freshness_known
        FROM feed_definition AS definition JOIN feed_schedule AS schedule ON schedule.feed_id = definition.id
        LEFT JOIN feed_memory AS memory ON memory.feed_id = definition.id
        CROSS JOIN LATERAL (SELECT EXTRACT(epoch FROM substring(definition.schedule FROM '^adaptive within ([0-9]+[smhd])$')::interval)::double precision AS seconds) AS target
        -- By the rules of Watching/Freshness.cs.
        CROSS JOIN LATERAL (
            SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY delay) AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY delay) AS p95,
                   avg((delay <= target.seconds)::integer)::double precision AS share, count(delay) / NULLIF(count(*), 0)::double precision AS known
            FROM (SELECT CASE WHEN article.published_precision IN ('minute', 'second')
                                   AND article.first_seen_at - article.published_at BETWEEN interval '-10 minutes' AND interval '7 days'
                              THEN GREATEST(0, EXTRACT(epoch FROM article.first_seen_at - article.published_at)::double precision) END AS delay
                  FROM article
                  WHERE article.feed_id = definition.id AND (article.published_at IS NULL OR article.published_at > definition.added_at)
                  ORDER BY article.first_seen_at DESC, article.id DESC LIMIT 200) AS latest) AS fresh
        WHERE definition.removed_at IS NULL;

        COMMENT ON COLUMN feed.schedule IS 'adaptive, adaptive within TIME, every INTERVAL, cron EXPRESSION or cron EXPRESSION in ZONE.';
        COMMENT ON COLUMN feed.freshness_p95 IS 'Seconds from publication to first sight that 95 % of its last 200 articles stay within; null where no date of theirs can tell. What was published before the feed was added does not count.';
        COMMENT ON COLUMN feed.quiet IS 'Hours in which it is left alone: 22:00-06:00 Europe/Berlin; null without.';
        COMMENT ON COLUMN feed.freshness_p50 IS 'The same as freshness_p95 of half of them.';
        COMMENT ON COLUMN feed.freshness_target IS 'Seconds within which 95 % are to be seen (feeds set --freshness); null without a target.';
        COMMENT ON COLUMN feed.freshness_share IS 'Share of those with a usable date that were seen within the target; null without a target or a date.';
        COMMENT ON COLUMN feed.freshness_known IS 'Share of its last 200 articles whose date can tell; the freshness of all others is unknown. Null before the first.';

        UPDATE event SET told = CASE WHEN closed_at IS NULL THEN 1 ELSE 2 END;
        """);
}
