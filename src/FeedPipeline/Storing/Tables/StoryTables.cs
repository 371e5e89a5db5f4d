using FeedPipeline.Stories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>A thread as stored.</summary>
internal sealed class StoryThreadRow
{
    public long Id { get; init; }

    public required string Language { get; init; }

    public required string Headline { get; init; }

    public DateTimeOffset FirstAt { get; init; }

    public DateTimeOffset LastAt { get; init; }

    public int Reports { get; init; }

    public required int[] Terms { get; init; }

    public required float[] Weights { get; init; }
}

/// <summary>A term by which a thread is found.</summary>
internal sealed class StoryTermRow
{
    public int Term { get; init; }

    public long ThreadId { get; init; }
}

/// <summary>A judged article.</summary>
internal sealed class StoryReportRow
{
    public long ArticleId { get; init; }

    public long ThreadId { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Headline { get; init; }

    public float? Likeness { get; init; }

    public required int[] Terms { get; init; }

    public required float[] Weights { get; init; }
}

/// <summary>How common a word is.</summary>
internal sealed class StoryWordRow
{
    public int Term { get; init; }

    public float Documents { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>A merge or a split of stories.</summary>
public sealed class StoryLogEntry
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary><c>merged</c> or <c>split</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The story that stayed.</summary>
    public long StoryId { get; init; }

    /// <summary>The story that was merged into it, or that was split off.</summary>
    public long OtherId { get; init; }

    /// <summary>How alike the two were, 0 to 1.</summary>
    public float Likeness { get; init; }
}

internal sealed class StoryTable : IEntityTypeConfiguration<Story>
{
    public void Configure(EntityTypeBuilder<Story> builder)
    {
        builder.ToTable("story", table => table.HasComment("Articles about the same event, at least two. A label of articles, reversible."));
        builder.HasKey(story => story.Id);
        builder.Property(story => story.Id).ValueGeneratedNever().HasComment("Never reused.");
        builder.Property(story => story.Headline).HasComment("Headline of its first article.");
        builder.Property(story => story.FirstAt).HasComment("When its first article was published, or seen where nobody says.");
        builder.Property(story => story.LastAt).HasComment("When its latest article was published, or seen where nobody says.");
        builder.Property(story => story.ArticleCount).HasComment("Articles that have its id; 0 when it was merged into another.");
        builder.Property(story => story.Language).HasComment("Primary language subtag (BCP 47) of its articles; und when nobody says.");
        builder.Property(story => story.MergedInto).HasComment("The story that took its articles; null while it stands.");
        builder.HasIndex(story => new { story.LastAt, story.Id }).IsDescending().HasDatabaseName("story_last_at");
    }
}

internal sealed class StoryThreadTable : IEntityTypeConfiguration<StoryThreadRow>
{
    public void Configure(EntityTypeBuilder<StoryThreadRow> builder)
    {
        builder.ToTable("story_thread", table => table.HasComment("Events that reports may still come of, also those with one report so far. Kept for a while; the story of a thread has its id."));
        builder.HasKey(thread => thread.Id);
        builder.Property(thread => thread.Id).UseSequence("story_id_seq").HasComment("Never reused; also the story's.");
        builder.Property(thread => thread.Language).HasComment("Primary language subtag; und when nobody says.");
        builder.Property(thread => thread.Headline).HasComment("Headline of the first report.");
        builder.Property(thread => thread.FirstAt).HasComment("Time of the first report.");
        builder.Property(thread => thread.LastAt).HasComment("Time of the latest report.");
        builder.Property(thread => thread.Reports).HasComment("How many reports it has.");
        builder.Property(thread => thread.Terms).HasComment("Hashes of what its reports speak of, heaviest first.");
        builder.Property(thread => thread.Weights).HasComment("Weight of each term.");
        builder.HasIndex(thread => thread.LastAt).HasDatabaseName("story_thread_last_at");
    }
}

internal sealed class StoryTermTable : IEntityTypeConfiguration<StoryTermRow>
{
    public void Configure(EntityTypeBuilder<StoryTermRow> builder)
    {
        builder.ToTable("story_term", table => table.HasComment("The heaviest terms of each thread: threads are found by them."));
        builder.HasKey(term => new { term.Term, term.ThreadId });
        builder.Property(term => term.Term).HasComment("Hash of the term.");
        builder.Property(term => term.ThreadId).HasComment("The thread.");
        builder.HasIndex(term => term.ThreadId).HasDatabaseName("story_term_thread_id");
        builder.HasOne<StoryThreadRow>().WithMany().HasForeignKey(term => term.ThreadId).OnDelete(DeleteBehavior.Cascade).HasConstraintName("story_term_thread_id_fkey");
    }
}

internal sealed class StoryReportTable : IEntityTypeConfiguration<StoryReportRow>
{
    public void Configure(EntityTypeBuilder<StoryReportRow> builder)
    {
        builder.ToTable("story_report", table => table.HasComment("Articles that were put into a thread, with what they speak of. Kept for a while."));
        builder.HasKey(report => report.ArticleId);
        builder.Property(report => report.ArticleId).ValueGeneratedNever().HasComment("The article.");
        builder.Property(report => report.ThreadId).HasComment("Its thread.");
        builder.Property(report => report.At).HasComment("When it was published, but never later than it was seen.");
        builder.Property(report => report.Headline).HasComment("Its headline then.");
        builder.Property(report => report.Likeness).HasComment("To its thread when it joined, 0 to 1; null where the thread begins with it.");
        builder.Property(report => report.Terms).HasComment("Hashes of what it speaks of, heaviest first.");
        builder.Property(report => report.Weights).HasComment("Weight of each term.");
        builder.HasIndex(report => report.ThreadId).HasDatabaseName("story_report_thread_id");
        builder.HasIndex(report => report.At).HasDatabaseName("story_report_at");
    }
}

internal sealed class StoryWordTable : IEntityTypeConfiguration<StoryWordRow>
{
    public void Configure(EntityTypeBuilder<StoryWordRow> builder)
    {
        builder.ToTable("story_word", table => table.HasComment("How many recent reports have a term; older ones count less and less."));
        builder.HasKey(word => word.Term);
        builder.Property(word => word.Term).ValueGeneratedNever().HasComment("Hash of the term.");
        builder.Property(word => word.Documents).HasComment("Reports that had it, as of at.");
        builder.Property(word => word.At).HasComment("When it was counted last.");
        builder.HasIndex(word => word.At).HasDatabaseName("story_word_at");
    }
}

internal sealed class StoryLogTable : IEntityTypeConfiguration<StoryLogEntry>
{
    public void Configure(EntityTypeBuilder<StoryLogEntry> builder)
    {
        builder.ToTable("story_log", table => table.HasComment("Stories that were merged or split, with the reason."));
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).HasComment("Never reused.");
        builder.Property(entry => entry.At).HasComment("When.");
        builder.Property(entry => entry.Kind).HasComment("merged or split.");
        builder.Property(entry => entry.StoryId).HasComment("The story that stayed.");
        builder.Property(entry => entry.OtherId).HasComment("The story that was merged into it, or that was split off.");
        builder.Property(entry => entry.Likeness).HasComment("How alike the two were, 0 to 1.");
        builder.HasIndex(entry => entry.StoryId).HasDatabaseName("story_log_story_id");
    }
}
