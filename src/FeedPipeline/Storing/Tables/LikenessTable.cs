using FeedPipeline.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>A row of <c>likeness</c>: why two articles were said to go together.</summary>
public sealed class StoredLikeness
{
    /// <summary>The article that was judged.</summary>
    public long ArticleId { get; init; }

    /// <summary>One that it was held against.</summary>
    public long OtherId { get; init; }

    /// <summary>How they go together.</summary>
    public Kinship Kinship { get; init; }

    /// <summary>Share of the shorter text that stands in the longer one, 0 to 1.</summary>
    public float OfShorter { get; init; }

    /// <summary>Share of the longer text that stands in the shorter one, 0 to 1.</summary>
    public float OfLonger { get; init; }

    /// <summary>Runs of words that stand in both, about.</summary>
    public int Shared { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset JudgedAt { get; init; }
}

internal sealed class LikenessTable : IEntityTypeConfiguration<StoredLikeness>
{
    public void Configure(EntityTypeBuilder<StoredLikeness> builder)
    {
        builder.ToTable("likeness", table => table.HasComment("Why articles were said to be copies of one another, or to share words: the evidence behind article.copy_of."));
        builder.HasKey(likeness => new { likeness.ArticleId, likeness.OtherId });
        builder.Property(likeness => likeness.ArticleId).HasComment("The article that was judged.");
        builder.Property(likeness => likeness.OtherId).HasComment("One that it was held against.");
        builder.Property(likeness => likeness.Kinship).AsName()
            .HasComment("equal, body (one body: wire copy, repost, update) and lead (one is the other's beginning) are copies; quotes (one stands in the other) and related are not.");
        builder.Property(likeness => likeness.OfShorter).HasComment("Share of the shorter text that stands in the longer one.");
        builder.Property(likeness => likeness.OfLonger).HasComment("Share of the longer text that stands in the shorter one.");
        builder.Property(likeness => likeness.Shared).HasComment("Runs of words that stand in both, about.");
        builder.Property(likeness => likeness.JudgedAt).HasComment("When.");
        builder.HasIndex(likeness => likeness.OtherId).HasDatabaseName("likeness_other_id");
    }
}
