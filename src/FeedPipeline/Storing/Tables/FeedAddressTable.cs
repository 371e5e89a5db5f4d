using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>An address that a feed had or has.</summary>
public sealed class FeedAddress
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>The feed.</summary>
    public long FeedId { get; init; }

    /// <summary>Where its document was requested from then on.</summary>
    public required string Url { get; init; }

    /// <summary>From when on.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Who said so: <c>added</c>, <c>operator</c> or <c>redirect</c>.</summary>
    public required string Reason { get; init; }
}

internal sealed class FeedAddressTable : IEntityTypeConfiguration<FeedAddress>
{
    public void Configure(EntityTypeBuilder<FeedAddress> builder)
    {
        builder.ToTable("feed_url", table => table.HasComment("The addresses that feeds had, and have: each holds until the next of its feed."));
        builder.HasKey(address => address.Id);
        builder.Property(address => address.Id).HasComment("Never reused.");
        builder.Property(address => address.FeedId).HasComment("The feed.");
        builder.Property(address => address.Url).HasComment("Where its document was requested from then on.");
        builder.Property(address => address.Since).HasDefaultValueSql("now()").HasComment("From when on.");
        builder.Property(address => address.Reason).HasComment("Who said so: added, operator or redirect.");
        builder.HasIndex(address => new { address.FeedId, address.Id }).HasDatabaseName("feed_url_feed_id");
    }
}
