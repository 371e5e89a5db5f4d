using FeedPipeline.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

internal sealed class EventTable : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> builder)
    {
        builder.ToTable("event", table => table.HasComment("What operators should know: opened once, closed when over."));
        builder.HasKey(happened => happened.Id);
        builder.Property(happened => happened.Id).HasComment("Never reused.");
        builder.Property(happened => happened.FeedId).HasComment("The feed it is about; null when it is about a webhook.");
        builder.Property(happened => happened.WebhookId).HasComment("The webhook it is about; null when it is about a feed.");
        builder.Property(happened => happened.Kind).AsName().HasComment("broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing, gap, poison, quiet or drifting.");
        builder.Property(happened => happened.Detail).HasComment("What happened last and what to do, in one line.");
        builder.Property(happened => happened.OpenedAt).HasComment("When it was first noticed.");
        builder.Property(happened => happened.LastAt).HasComment("When it was last noticed.");
        builder.Property(happened => happened.Count).HasComment("How often it was noticed.");
        builder.Property(happened => happened.ClosedAt).HasComment("When it was over, or an operator closed it; null while it lasts.");
        builder.Property(happened => happened.Told).HasDefaultValue(0).HasComment("What of it was told to the log and to webhooks: 0 nothing, 1 that it opened, 2 that it is over.");
        builder.Property(happened => happened.TellAt).HasComment("When it is told again, because a webhook did not take it; null when nothing failed.");
        builder.HasIndex(happened => happened.Id).HasFilter("told = 0 OR (told = 1 AND closed_at IS NOT NULL)").HasDatabaseName("event_untold");
        builder.HasIndex(happened => new { happened.FeedId, happened.Kind }).IsUnique().HasFilter("closed_at IS NULL").HasDatabaseName("event_open");
        builder.HasIndex(happened => new { happened.WebhookId, happened.Kind }).IsUnique().HasFilter("closed_at IS NULL AND webhook_id IS NOT NULL").HasDatabaseName("event_open_webhook");
        builder.HasIndex(happened => happened.OpenedAt).HasDatabaseName("event_opened_at");
    }
}
