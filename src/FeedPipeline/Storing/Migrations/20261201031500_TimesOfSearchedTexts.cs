using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>What a search finds is put in order without a look at the articles. Words are kept as they are: they hardly ever get smaller by compression, and trying costs more than storing them.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261201031500_TimesOfSearchedTexts")]
public sealed class TimesOfSearchedTexts : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        -- Every row is written anew: the index of words is faster built again than kept meanwhile.
        DROP INDEX article_search_vector, article_search_config;
        ALTER TABLE article_search ADD COLUMN first_seen_at timestamp with time zone;
        UPDATE article_search SET first_seen_at = article.first_seen_at FROM article WHERE article.id = article_search.article_id;
        ALTER TABLE article_search ALTER COLUMN first_seen_at SET NOT NULL, ALTER COLUMN vector SET STORAGE EXTERNAL;
        COMMENT ON COLUMN article_search.first_seen_at IS 'When we first saw the article, as article has it: what a search finds is put in order without a look at the articles.';
        CREATE INDEX article_search_vector ON article_search USING gin (vector);
        CREATE INDEX article_search_config ON article_search (config)
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "ALTER TABLE article_search DROP COLUMN first_seen_at, ALTER COLUMN vector SET STORAGE EXTENDED");
}
