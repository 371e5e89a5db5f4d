using FeedPipeline.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

internal sealed class QuarantineTable : IEntityTypeConfiguration<Quarantined>
{
    public void Configure(EntityTypeBuilder<Quarantined> builder)
    {
        builder.ToTable("quarantine", table => table.HasComment("Items kept out of the article table, with their reasons, until they are released."));
        builder.HasKey(kept => kept.Id);
        builder.Property(kept => kept.Id).HasComment("Never reused.");
        builder.Property(kept => kept.FeedId).HasComment("The feed that listed it.");
        builder.Property(kept => kept.Key).HasComment("The item's own key in its feed: each is kept once.");
        builder.Property(kept => kept.Reason).HasComment("Why it was kept out, in one line.");
        builder.Property(kept => kept.Item).AsJson().HasComment("The item as the feed stated it.");
        builder.Property(kept => kept.At).HasComment("When it was kept out.");
        builder.Property(kept => kept.ReleasedAt).HasComment("When an operator released it into the article table; null while it is kept.");
        builder.HasIndex(kept => kept.Key).IsUnique().HasDatabaseName("quarantine_key");
        builder.HasIndex(kept => kept.FeedId).HasFilter("released_at IS NULL").HasDatabaseName("quarantine_feed_id");
    }
}
