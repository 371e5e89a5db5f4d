using FeedPipeline.Feeds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

internal sealed class WebSubSubscriptionTable : IEntityTypeConfiguration<PushSubscription>
{
    public void Configure(EntityTypeBuilder<PushSubscription> builder)
    {
        builder.ToTable("websub_subscription", table => table.HasComment("Hubs that are to tell of feeds' news (W3C WebSub)."));
        builder.HasKey(push => push.FeedId);
        builder.Property(push => push.FeedId).ValueGeneratedNever().HasComment("The feed; it has one subscription at most.");
        builder.Property(push => push.Hub).HasComment("The hub as the feed names it.");
        builder.Property(push => push.Topic).HasComment("The address that the feed calls its own: what the hub knows it by.");
        builder.Property(push => push.Token).HasComment("Last part of the callback's address, which only the hub is told.");
        builder.Property(push => push.Secret).HasComment("Key of the hub's signatures, which only the hub is told.");
        builder.Property(push => push.State).AsName().HasComment("wanted, asked, active, denied or ignored.");
        builder.Property(push => push.LeaseUntil).HasComment("When the hub stops telling unless it is asked again; null before it agreed.");
        builder.Property(push => push.VerifiedAt).HasComment("Since when the hub has been telling; null before it agreed.");
        builder.Property(push => push.LastPushAt).HasComment("When it last told.");
        builder.Property(push => push.Missed).HasComment("Polls in a row that found news which it had not told.");
        builder.Property(push => push.Asked).HasComment("How often it was asked since it last agreed.");
        builder.Property(push => push.NextTryAt).HasComment("When it is asked next.");
        builder.Property(push => push.Detail).HasComment("What went wrong last, in one line; null when nothing did.");
        builder.HasIndex(push => push.Token).IsUnique().HasDatabaseName("websub_subscription_token");
        builder.HasIndex(push => push.NextTryAt).HasDatabaseName("websub_subscription_next_try_at");
        builder.HasOne<FeedDefinition>().WithOne().HasForeignKey<PushSubscription>(push => push.FeedId).HasConstraintName("websub_subscription_feed_id_fkey");
    }
}
