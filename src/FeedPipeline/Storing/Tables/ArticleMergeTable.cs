using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>A row of <c>article_merge</c>: an operator said that two articles are one.</summary>
public sealed class ArticleMerge
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>The article that was merged.</summary>
    public long ArticleId { get; init; }

    /// <summary>The one that stands for both.</summary>
    public long IntoId { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Articles that had been merged into the merged one, and moved along.</summary>
    public required long[] Moved { get; init; }

    /// <summary>When it was undone; null while it holds.</summary>
    public DateTimeOffset? UndoneAt { get; init; }
}

internal sealed class ArticleMergeTable : IEntityTypeConfiguration<ArticleMerge>
{
    public void Configure(EntityTypeBuilder<ArticleMerge> builder)
    {
        builder.ToTable("article_merge", table => table.HasComment("What operators merged, and what of it was undone."));
        builder.HasKey(merge => merge.Id);
        builder.Property(merge => merge.Id).HasComment("Never reused.");
        builder.Property(merge => merge.ArticleId).HasComment("The article that was merged.");
        builder.Property(merge => merge.IntoId).HasComment("The one that stands for both.");
        builder.Property(merge => merge.At).HasComment("When.");
        builder.Property(merge => merge.Moved).HasComment("Articles that had been merged into the merged one, and moved along.");
        builder.Property(merge => merge.UndoneAt).HasComment("When it was undone; null while it holds.");
        builder.HasIndex(merge => merge.ArticleId).HasDatabaseName("article_merge_article_id");
        builder.HasIndex(merge => merge.IntoId).HasDatabaseName("article_merge_into_id");
    }
}
