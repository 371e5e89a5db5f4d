using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>The view <c>feed</c> says what a feed's items are told apart by.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261124204512_IdentityView")]
public sealed class IdentityView : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE OR REPLACE VIEW feed AS
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
                      AND article.published_at > definition.added_at AND article.published_precision IN ('minute', 'second')) AS freshness_p95,
                   memory.identity, memory.identity_reason, memory.identity_at
            FROM feed_definition AS definition JOIN feed_schedule AS schedule ON schedule.feed_id = definition.id
            LEFT JOIN feed_memory AS memory ON memory.feed_id = definition.id
            WHERE definition.removed_at IS NULL;

            COMMENT ON COLUMN feed.identity IS 'What its items are told apart by: guid, link, link_date, title_date or text; null before the first document.';
            COMMENT ON COLUMN feed.identity_reason IS 'Why.';
            COMMENT ON COLUMN feed.identity_at IS 'Since when.';
            """);
    }
}
