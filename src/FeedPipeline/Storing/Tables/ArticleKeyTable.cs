using FeedPipeline.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>A key and the article that owns it.</summary>
internal sealed class StoredArticleKey
{
    public Guid Key { get; init; }

    public long ArticleId { get; init; }

    public ArticleKeyKind Kind { get; init; }
}

internal sealed class ArticleKeyTable : IEntityTypeConfiguration<StoredArticleKey>
{
    public void Configure(EntityTypeBuilder<StoredArticleKey> builder)
    {
        builder.ToTable("article_key", table => table.HasComment("What identifies an article. Its primary key is what keeps one of each."));
        builder.HasKey(key => key.Key);
        builder.Property(key => key.Key).ValueGeneratedNever().HasComment("First 128 bits of a SHA-256 of kind, scope and words.");
        builder.Property(key => key.ArticleId).HasComment("The article it identifies.");
        builder.Property(key => key.Kind).AsName().HasComment("guid, guid_path, link, link_date, title_date and text within a feed; url across all feeds.");
        builder.HasIndex(key => key.ArticleId).HasDatabaseName("article_key_article_id");
        builder.HasOne<StoredArticle>().WithMany().HasForeignKey(key => key.ArticleId).OnDelete(DeleteBehavior.Cascade)
            .HasConstraintName("article_key_article_id_fkey");
    }
}
