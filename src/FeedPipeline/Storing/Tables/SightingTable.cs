using FeedPipeline.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

internal sealed class SightingTable : IEntityTypeConfiguration<Sighting>
{
    public void Configure(EntityTypeBuilder<Sighting> builder)
    {
        builder.ToTable("sighting", table => table.HasComment("Which feeds list or listed which article. While gone_at is null, last seen is the feed's last_poll_at."));
        builder.HasKey(sighting => sighting.Id);
        builder.Property(sighting => sighting.Id).HasComment("Never reused.");
        builder.Property(sighting => sighting.ArticleId).HasComment("The article.");
        builder.Property(sighting => sighting.FeedId).HasComment("The feed that lists it.");
        builder.Property(sighting => sighting.Guid).HasComment("As this feed states it.");
        builder.Property(sighting => sighting.Url).HasComment("As this feed links it.");
        builder.Property(sighting => sighting.Position).HasComment("Place in the document when first seen, from 1.");
        builder.Property(sighting => sighting.FirstSeenAt).HasComment("First poll that listed it.");
        builder.Property(sighting => sighting.GoneAt).HasComment("First poll that no longer listed it; null while it is listed.");
        builder.HasIndex(sighting => new { sighting.FeedId, sighting.ArticleId }).IsUnique().HasDatabaseName("sighting_feed_id");
        builder.HasIndex(sighting => sighting.ArticleId).HasDatabaseName("sighting_article_id");
        builder.HasOne<StoredArticle>().WithMany().HasForeignKey(sighting => sighting.ArticleId).OnDelete(DeleteBehavior.Cascade)
            .HasConstraintName("sighting_article_id_fkey");
    }
}
