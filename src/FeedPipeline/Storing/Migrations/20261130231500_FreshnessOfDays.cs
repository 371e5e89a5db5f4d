using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>How fresh a day's articles were is read from an index alone, without a visit to each of them.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261130231500_FreshnessOfDays")]
public sealed class FreshnessOfDays : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE INDEX article_of_day ON article (first_seen_at DESC, id DESC) INCLUDE (feed_id, published_at, published_precision);
        DROP INDEX article_first_seen_at;
        ALTER INDEX article_of_day RENAME TO article_first_seen_at
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        DROP INDEX article_first_seen_at;
        CREATE INDEX article_first_seen_at ON article (first_seen_at DESC, id DESC)
        """);
}
