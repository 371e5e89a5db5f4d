using FeedPipeline.Polls;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

internal sealed class PollTable : IEntityTypeConfiguration<Poll>
{
    public void Configure(EntityTypeBuilder<Poll> builder)
    {
        builder.ToTable("poll", table => table.HasComment("Attempts to fetch a feed. Attempts that found nothing extend one row for up to an hour."));
        builder.HasKey(poll => poll.Id);
        builder.Property(poll => poll.Id).HasComment("Never reused.");
        builder.Property(poll => poll.FeedId).HasComment("The feed.");
        builder.Property(poll => poll.StartedAt).HasComment("Begin of the first attempt.");
        builder.Property(poll => poll.LastAt).HasComment("Begin of the last attempt that this row counts.");
        builder.Property(poll => poll.Count).HasComment("Attempts that this row counts.");
        builder.Property(poll => poll.Outcome).AsName().HasComment("stored, unchanged, not_modified, or the class of the failure.");
        builder.Property(poll => poll.HttpStatus).HasComment("Status of the last response; null when none came.");
        builder.Property(poll => poll.BytesWire).HasComment("Body bytes on the wire, of the last attempt.");
        builder.Property(poll => poll.BytesBody).HasComment("Body bytes after decoding, of the last attempt.");
        builder.Property(poll => poll.ElapsedMs).HasComment("Milliseconds from request to verdict, of the last attempt.");
        builder.Property(poll => poll.Items).HasComment("Items in the document.");
        builder.Property(poll => poll.New).HasComment("Articles that were new.");
        builder.Property(poll => poll.Revised).HasComment("Articles whose content changed.");
        builder.PrimitiveCollection(poll => poll.Hops).HasComment("Addresses a redirect led through, in order.");
        builder.Property(poll => poll.Repairs).HasComment("Repairs that reading made to the document.");
        builder.Property(poll => poll.Detail).HasComment("What happened and what to do, in one line; null when all went well.");
        builder.HasIndex(poll => new { poll.FeedId, poll.LastAt }).IsDescending(false, true).HasDatabaseName("poll_feed_id");
        builder.HasIndex(poll => poll.LastAt).HasDatabaseName("poll_last_at");
    }
}
