using FeedPipeline.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>An article whose page is still to be read, or could not be.</summary>
public sealed class PageDue
{
    /// <summary>The article; until its page is read its summary stands.</summary>
    public long ArticleId { get; init; }

    /// <summary>The feed that brought it.</summary>
    public long FeedId { get; init; }

    /// <summary>The page.</summary>
    public required string Url { get; init; }

    /// <summary>The item as the feed states it.</summary>
    public required FeedItem Item { get; init; }

    /// <summary>The feed's document without its items.</summary>
    public required FeedDocument Document { get; init; }

    /// <summary>When it is asked for next; null when it was given up.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Until when a worker has it.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Number of the latest claim.</summary>
    public long Fence { get; init; }

    /// <summary>Failed attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed, in one line.</summary>
    public string? Problem { get; init; }
}

internal sealed class PageDueTable : IEntityTypeConfiguration<PageDue>
{
    public void Configure(EntityTypeBuilder<PageDue> builder)
    {
        builder.ToTable("page_due", table => table.HasComment("Articles whose page is still to be read, or was given up; until then the feed's text stands."));
        builder.HasKey(page => page.ArticleId);
        builder.Property(page => page.ArticleId).ValueGeneratedNever().HasComment("The article.");
        builder.Property(page => page.FeedId).HasComment("The feed that brought it.");
        builder.Property(page => page.Url).HasComment("The page.");
        builder.Property(page => page.Item).AsJson().HasComment("The item as the feed stated it.");
        builder.Property(page => page.Document).AsJson().HasComment("The feed's document without its items.");
        builder.Property(page => page.DueAt).HasComment("When the page is asked for next; null when it was given up.");
        builder.Property(page => page.LeaseUntil).HasComment("Until when a worker has it.");
        builder.Property(page => page.Fence).HasComment("Number of the latest claim: a page is only taken in under it.");
        builder.Property(page => page.Attempts).HasComment("Failed attempts.");
        builder.Property(page => page.Problem).HasComment("Why the last attempt failed, in one line.");
        builder.HasIndex(page => page.DueAt).HasFilter("due_at IS NOT NULL").HasDatabaseName("page_due_due_at");
    }
}
