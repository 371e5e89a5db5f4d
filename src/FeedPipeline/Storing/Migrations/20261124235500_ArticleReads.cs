using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>What listings of articles by language and by address are read from. Entity Framework knows no indexes on parts of a row.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261124235500_ArticleReads")]
public sealed class ArticleReads : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE INDEX article_language ON article (split_part(language, '-', 1), first_seen_at DESC, id DESC);
        -- A hash index takes addresses of any length.
        CREATE INDEX article_canonical_url ON article USING hash (canonical_url);
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP INDEX article_language, article_canonical_url");
}
