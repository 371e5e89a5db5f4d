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

    public byte[]? Pulse { get; init; }

    public int TextsWhole { get; init; }

    public int TextsCut { get; init; }

    public TimeSpan? UpdateInterval { get; init; }

    public int SkippedHours { get; init; }

    public int SkippedDays { get; init; }

    public DateTimeOffset? ValidatorsLieAt { get; init; }

    public string? MovingTo { get; init; }

    public DateTimeOffset? MovingSince { get; init; }

    public int? MovingCount { get; init; }

    public bool? MovingOverlaps { get; init; }

    public string? Identity { get; init; }

    public string? IdentityReason { get; init; }

    public DateTimeOffset? IdentityAt { get; init; }

    public int IdentityShifts { get; init; }

    public byte[]? Completeness { get; init; }
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
        builder.Property(memory => memory.Pulse).HasComment("When it publishes, as learned from when its items were first seen; null before the first news.");
        builder.Property(memory => memory.TextsWhole).HasDefaultValue(0).HasComment("First articles whose text the feed carried whole, as their pages showed.");
        builder.Property(memory => memory.TextsCut).HasDefaultValue(0).HasComment("First articles whose page had more than the feed.");
        builder.Property(memory => memory.UpdateInterval).HasComment("How often the publisher asks to be polled (ttl, updatePeriod); null when not stated.");
        builder.Property(memory => memory.SkippedHours).HasDefaultValue(0).HasComment("Hours in which the publisher asks not to be polled: bit n for hour n, UTC.");
        builder.Property(memory => memory.SkippedDays).HasDefaultValue(0).HasComment("Days on which the publisher asks not to be polled: bit n for day n, Sunday being 0.");
        builder.Property(memory => memory.ValidatorsLieAt).HasComment("When the server answered 304 although the document had changed; its validators are not used for 30 days.");
        builder.Property(memory => memory.MovingTo).HasComment("Where permanent redirects lead; null without.");
        builder.Property(memory => memory.MovingSince).HasComment("When they first led there.");
        builder.Property(memory => memory.MovingCount).HasComment("How often in a row they did.");
        builder.Property(memory => memory.MovingOverlaps).HasComment("Whether the document there listed what the feed is known for.");
        builder.Property(memory => memory.Identity).HasComment("What its items are told apart by: guid, link, link_date, title_date or text; null before the first document.");
        builder.Property(memory => memory.IdentityReason).HasComment("Why.");
        builder.Property(memory => memory.IdentityAt).HasComment("Since when.");
        builder.Property(memory => memory.IdentityShifts).HasDefaultValue(0).HasComment("How often what all items are known by changed at once.");
        builder.Property(memory => memory.Completeness).HasComment("Which fields its new articles have, over the long run and lately; null before the first.");
        builder.HasOne<FeedDefinition>().WithOne().HasForeignKey<FeedMemory>(memory => memory.FeedId).HasConstraintName("feed_memory_feed_id_fkey");
    }
}
