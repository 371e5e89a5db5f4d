using FeedPipeline.Consumers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

internal sealed class WebhookTable : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhook", table => table.HasComment("Addresses that are told of changes. Each is a consumer, named webhook:ID, whose cursor moves when a change was delivered or given up. Not for readers."));
        builder.HasKey(webhook => webhook.Id);
        builder.Property(webhook => webhook.Id).HasComment("Never reused.");
        builder.Property(webhook => webhook.Url).HasComment("Where changes are posted.");
        builder.Property(webhook => webhook.Sealed).HasComment("Key of the signatures: number of the sealing key, nonce, tag and ciphertext (AES-GCM).");
        builder.PrimitiveCollection(webhook => webhook.Kinds).HasComment("Kinds of change that it wants; empty for all.");
        builder.PrimitiveCollection(webhook => webhook.Feeds).HasComment("Feeds of which one must list the article; empty for all.");
        builder.PrimitiveCollection(webhook => webhook.Languages).HasComment("Languages of which one must be the article's; empty for all.");
        builder.PrimitiveCollection(webhook => webhook.Tags).HasComment("Operator's labels of which a feed that lists the article must have one; empty for all.");
        builder.Property(webhook => webhook.Article).HasComment("Whether the article goes with the change.");
        builder.Property(webhook => webhook.AddedAt).HasDefaultValueSql("now()").HasComment("When it was added.");
        builder.Property(webhook => webhook.StoppedAt).HasComment("Set when the receiver said that it is gone (410), until an operator tries it again.");
        builder.Property(webhook => webhook.LeaseUntil).HasComment("Until when a worker has it.");
        builder.Property(webhook => webhook.Fence).HasDefaultValue(0L).HasComment("Number of the latest claim: progress is only saved under it.");
        builder.Property(webhook => webhook.Attempts).HasDefaultValue(0).HasComment("Failed tries of the change that is next.");
        builder.Property(webhook => webhook.NextTryAt).HasDefaultValueSql("now()").HasComment("When it is tried next.");
        builder.Property(webhook => webhook.DeliveredAt).HasComment("When it last took a change or an event; null before.");
        builder.Property(webhook => webhook.Delivered).HasDefaultValue(0L).HasComment("Changes and events that it took.");
        builder.Property(webhook => webhook.Problem).HasComment("What went wrong last, in one line; null when the last try went well.");
    }
}

internal sealed class DeadLetterTable : IEntityTypeConfiguration<DeadLetter>
{
    public void Configure(EntityTypeBuilder<DeadLetter> builder)
    {
        builder.ToTable("webhook_dead_letter", table => table.HasComment("Changes that a webhook did not take after all tries, until an operator sends them again. Not for readers."));
        builder.HasKey(letter => letter.Id);
        builder.Property(letter => letter.Id).HasComment("Never reused.");
        builder.Property(letter => letter.WebhookId).HasComment("The webhook.");
        builder.Property(letter => letter.Cursor).HasComment("The change's place in the log.");
        builder.Property(letter => letter.Change).HasColumnType("jsonb").HasComment("The change, as the log had it.");
        builder.Property(letter => letter.Attempts).HasComment("Tries.");
        builder.Property(letter => letter.Problem).HasComment("Why the last one failed, in one line.");
        builder.Property(letter => letter.At).HasDefaultValueSql("now()").HasComment("When it was given up, or last tried again.");
        builder.HasIndex(letter => new { letter.WebhookId, letter.Id }).HasDatabaseName("webhook_dead_letter_webhook_id");
        builder.HasOne<Webhook>().WithMany().HasForeignKey(letter => letter.WebhookId).OnDelete(DeleteBehavior.Cascade).HasConstraintName("webhook_dead_letter_webhook_id_fkey");
    }
}
