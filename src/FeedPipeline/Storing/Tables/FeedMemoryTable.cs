using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>What a feed's last document left behind; written only when it changes.</summary>
internal sealed class FeedMemory
{
    public long FeedId { get; init; }

    public string? Etag { get; init; }

    public string? LastModified { get; init; }

    public byte[]? BodyHash { get; init; }

    public byte[]? ItemWindow { get; init; }

    public int TextsWhole { get; init; }

    public int TextsCut { get; init; }
}

internal sealed class FeedMemoryTable : IEntityTypeConfiguration<FeedMemory>
{
    public void Configure(EntityTypeBuilder<FeedMemory> builder)
    {
        builder.ToTable("feed_memory", table => table.HasComment("What a feed's last document left behind, saved in the commit of its articles."));
        builder.HasKey(memory => memory.FeedId);
        builder.Property(memory => memory.FeedId).ValueGeneratedNever().HasComment("The feed.");
        builder.Property(memory => memory.Etag).HasComment("ETag, verbatim.");
        builder.Property(memory => memory.LastModified).HasComment("Last-Modified, verbatim.");
        builder.Property(memory => memory.BodyHash).HasComment("SHA-256 of the decoded body.");
        builder.Property(memory => memory.ItemWindow).HasComment("Items listed: 24 bytes each, key, content hash and article id.");
        builder.Property(memory => memory.TextsWhole).HasDefaultValue(0).HasComment("First articles whose text the feed carried whole, as their pages showed.");
        builder.Property(memory => memory.TextsCut).HasDefaultValue(0).HasComment("First articles whose page had more than the feed.");
        builder.HasOne<FeedDefinition>().WithOne().HasForeignKey<FeedMemory>(memory => memory.FeedId).HasConstraintName("feed_memory_feed_id_fkey");
    }
}
