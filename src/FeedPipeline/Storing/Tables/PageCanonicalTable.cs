using FeedPipeline.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>What the page of an article calls its own address, where that is another than the feed's.</summary>
internal sealed class PageCanonical
{
    public long ArticleId { get; init; }

    public required string Host { get; init; }

    public required string Url { get; init; }

    public Guid Key { get; init; }

    public long? OwnerId { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class PageCanonicalTable : IEntityTypeConfiguration<PageCanonical>
{
    public void Configure(EntityTypeBuilder<PageCanonical> builder)
    {
        builder.ToTable("page_canonical", table => table.HasComment("Addresses that pages of articles call their own (rel=canonical), where they differ from the feed's. A host on which three pages share one is not believed."));
        builder.HasKey(claim => claim.ArticleId);
        builder.Property(claim => claim.ArticleId).ValueGeneratedNever().HasComment("The article.");
        builder.Property(claim => claim.Host).HasComment("Host of the address.");
        builder.Property(claim => claim.Url).HasComment("The address in its comparison form.");
        builder.Property(claim => claim.Key).HasComment("Its key in article_key.");
        builder.Property(claim => claim.OwnerId).HasComment("Another article that owned the key when the page was read: perhaps the same article; null when nobody did.");
        builder.Property(claim => claim.At).HasComment("When the page was read.");
        builder.HasIndex(claim => new { claim.Host, claim.Key }).HasDatabaseName("page_canonical_host_key");
        builder.HasOne<StoredArticle>().WithOne().HasForeignKey<PageCanonical>(claim => claim.ArticleId).OnDelete(DeleteBehavior.Cascade)
            .HasConstraintName("page_canonical_article_id_fkey");
    }
}
