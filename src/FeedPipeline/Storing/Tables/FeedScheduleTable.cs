using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>When a feed is due and who holds it: narrow, because every poll writes it.</summary>
internal sealed class FeedSchedule
{
    public long FeedId { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public required string DueReason { get; init; }

    public TimeSpan? Interval { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public long Fence { get; init; }

    public int ConsecutiveFailures { get; init; }

    public long? LastPollId { get; init; }

    public DateTimeOffset? LastPollAt { get; init; }

    public string? LastOutcome { get; init; }

    public DateTimeOffset? ReadyAt { get; init; }

    public DateTimeOffset? ProvedAt { get; init; }

    public int Unproved { get; init; }

    public int Deaths { get; init; }
}

internal sealed class FeedScheduleTable : IEntityTypeConfiguration<FeedSchedule>
{
    public void Configure(EntityTypeBuilder<FeedSchedule> builder)
    {
        builder.ToTable("feed_schedule", table => table.HasComment("When a feed is due and who holds it. Narrow, because every poll writes it."));
        builder.HasKey(schedule => schedule.FeedId);
        builder.Property(schedule => schedule.FeedId).ValueGeneratedNever().HasComment("The feed.");
        builder.Property(schedule => schedule.DueAt).HasComment("When it is due; infinity while only an operator or the calendar makes it due.");
        builder.Property(schedule => schedule.DueReason).HasComment("Why then.");
        builder.Property(schedule => schedule.Interval).HasComment("The interval behind due_at; null when the calendar decides.");
        builder.Property(schedule => schedule.LeaseUntil).HasComment("While in the future, a worker is polling it.");
        builder.Property(schedule => schedule.Fence).HasComment("Grows with every claim and every stored poll; a poll is stored only under the number it was claimed with.");
        builder.Property(schedule => schedule.ConsecutiveFailures).HasComment("Failed polls since the last good one.");
        builder.Property(schedule => schedule.LastPollId).HasComment("The row of poll that the next attempt may extend.");
        builder.Property(schedule => schedule.LastPollAt).HasComment("Begin of the last poll.");
        builder.Property(schedule => schedule.LastOutcome).HasComment("How the last poll ended.");
        builder.Property(schedule => schedule.ReadyAt).HasComment("While in the future, it waits because of its host: too many polls there, or a request for patience.");
        builder.Property(schedule => schedule.ProvedAt).HasComment("When the server last sent a whole document.");
        builder.Property(schedule => schedule.Unproved).HasDefaultValue(0).HasComment("Answers 304 since then.");
        builder.Property(schedule => schedule.Deaths).HasDefaultValue(0).HasComment("Workers in a row that died with it in hand; 0 since a poll that ended.");
        builder.HasIndex(schedule => schedule.LeaseUntil).HasFilter("lease_until IS NOT NULL").HasDatabaseName("feed_schedule_lease_until");
        builder.HasIndex(schedule => schedule.DueAt).HasDatabaseName("feed_schedule_due_at");
        builder.HasIndex(schedule => schedule.Deaths).HasFilter("deaths > 0").HasDatabaseName("feed_schedule_deaths");
        builder.HasOne<FeedDefinition>().WithOne().HasForeignKey<FeedSchedule>(schedule => schedule.FeedId).HasConstraintName("feed_schedule_feed_id_fkey");
    }
}
