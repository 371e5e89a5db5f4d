using FeedPipeline.Consumers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>A transaction that wrote changes.</summary>
internal sealed class ChangeCommit
{
    public long Place { get; init; }

    public long Batch { get; init; }

    public int Changes { get; init; }

    public DateTimeOffset At { get; init; }

    public long Written { get; init; }
}

internal sealed class ChangeCommitTable : IEntityTypeConfiguration<ChangeCommit>
{
    public void Configure(EntityTypeBuilder<ChangeCommit> builder)
    {
        builder.ToTable("change_commit", table => table.HasComment("Transactions that wrote changes, in the order in which they became visible."));
        builder.HasKey(commit => commit.Place);
        builder.Property(commit => commit.Place).HasComment("Order of the commits; gaps are normal. Whoever sees one sees all before it.");
        builder.Property(commit => commit.Batch).HasComment("The number that its changes carry.");
        builder.Property(commit => commit.Changes).HasComment("How many changes it wrote.");
        builder.Property(commit => commit.At).HasDefaultValueSql("clock_timestamp()").HasComment("When it was about to commit.");
        builder.Property(commit => commit.Written).HasComment("What this commit and all before it wrote, since the log was last empty: the difference of two says how many changes lie between them.");
        builder.HasIndex(commit => commit.Batch).IsUnique().HasDatabaseName("change_commit_batch");
    }
}

/// <summary>Where the change log begins.</summary>
internal sealed class ChangeLogRow
{
    public bool One { get; init; }

    public long PrunedPlace { get; init; }

    public long PrunedSeq { get; init; }

    public DateTimeOffset? PrunedAt { get; init; }
}

internal sealed class ChangeLogTable : IEntityTypeConfiguration<ChangeLogRow>
{
    public void Configure(EntityTypeBuilder<ChangeLogRow> builder)
    {
        builder.ToTable("change_log", table =>
        {
            table.HasComment("Where the change log begins, in one row: after the last change that was pruned.");
            table.HasCheckConstraint("change_log_one_row", "one");
        });
        builder.HasKey(log => log.One);
        builder.Property(log => log.One).HasDefaultValue(true).ValueGeneratedNever().HasComment("True: there is one row.");
        builder.Property(log => log.PrunedPlace).HasDefaultValue(0L).HasComment("The commit of the last change that was pruned; 0 while nothing was.");
        builder.Property(log => log.PrunedSeq).HasDefaultValue(0L).HasComment("That change.");
        builder.Property(log => log.PrunedAt).HasComment("When it was pruned; null while nothing was.");
    }
}

internal sealed class ConsumerTable : IEntityTypeConfiguration<Consumer>
{
    public void Configure(EntityTypeBuilder<Consumer> builder)
    {
        builder.ToTable("consumer", table => table.HasComment("Programs that follow the change log, and how far they came. read_changes makes one, commit_changes moves its cursor."));
        builder.HasKey(consumer => consumer.Name);
        builder.Property(consumer => consumer.Name).HasComment("What it calls itself; webhook:ID is a webhook.");
        builder.Property(consumer => consumer.Place).HasComment("The commit of the last change that it is done with; 0 before the first.");
        builder.Property(consumer => consumer.Seq).HasComment("That change.");
        builder.Property(consumer => consumer.AddedAt).HasDefaultValueSql("now()").HasComment("When it was first heard of.");
        builder.Property(consumer => consumer.CommittedAt).HasComment("When it last saved a cursor; null before.");
    }
}
