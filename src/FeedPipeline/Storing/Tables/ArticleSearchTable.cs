using FeedPipeline.Articles;
using FeedPipeline.Storing.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

internal sealed class ArticleSearchTable : IEntityTypeConfiguration<SearchedText>
{
    public void Configure(EntityTypeBuilder<SearchedText> builder)
    {
        builder.ToTable("article_search", table => table.HasComment("Words of articles for full-text search. Kept apart from article, so that neither is rewritten for the other's sake."));
        builder.HasKey(text => text.ArticleId);
        builder.Property(text => text.ArticleId).ValueGeneratedNever().HasComment("The article.");
        // Not regconfig: pg_upgrade refuses tables with columns of that type.
        builder.Property(text => text.Config).HasComment("Text search configuration that made the words: english, german, ..., simple where PostgreSQL has none for the language.");
        builder.Property(text => text.Vector).HasComment("Words with their places: A of the headline, B of the dek, D of the body.");
        builder.Property(text => text.FirstSeenAt).HasComment("When we first saw the article, as article has it: what a search finds is put in order without a look at the articles.");
        builder.HasIndex(text => text.Vector).HasMethod("gin").HasDatabaseName("article_search_vector");
        builder.HasIndex(text => text.Config).HasDatabaseName("article_search_config");
        builder.HasOne<StoredArticle>().WithOne().HasForeignKey<SearchedText>(text => text.ArticleId).OnDelete(DeleteBehavior.Cascade)
            .HasConstraintName("article_search_article_id_fkey");
    }
}
