using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>How often a feed publishes and how fresh its articles were is read from an index alone, not from thousands of rows for one page of feeds.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261130201500_ArticlesOfFeeds")]
public sealed class ArticlesOfFeeds : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE INDEX article_of_feed ON article (feed_id, first_seen_at DESC, id DESC) INCLUDE (published_at, published_precision);
        DROP INDEX article_feed_id;
        ALTER INDEX article_of_feed RENAME TO article_feed_id
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        DROP INDEX article_feed_id;
        CREATE INDEX article_feed_id ON article (feed_id, first_seen_at DESC, id DESC)
        """);
}
