using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>What a feed's host wants to see, sealed with a key that is not in the database.</summary>
internal sealed class FeedCredential
{
    public long FeedId { get; init; }

    public required string Origin { get; init; }

    public required string Names { get; init; }

    public required byte[] Sealed { get; init; }

    public DateTimeOffset SetAt { get; init; }

    public string? Reference { get; init; }
}

internal sealed class FeedCredentialTable : IEntityTypeConfiguration<FeedCredential>
{
    public void Configure(EntityTypeBuilder<FeedCredential> builder)
    {
        builder.ToTable("feed_credential", table => table.HasComment("Credentials and headers of feeds, sealed (AES-GCM) with a key that is not in the database. Not for readers."));
        builder.HasKey(credential => credential.FeedId);
        builder.Property(credential => credential.FeedId).ValueGeneratedNever().HasComment("The feed.");
        builder.Property(credential => credential.Origin).HasComment("Scheme, host and port that they were given for; no other is shown them.");
        builder.Property(credential => credential.Names).HasComment("Names of the headers, for people.");
        builder.Property(credential => credential.Sealed).HasComment("Number of the key, nonce, tag and ciphertext.");
        builder.Property(credential => credential.Reference).HasComment("Where a declaring file says that they stand, as JSON; null for those that were set by hand.");
        builder.Property(credential => credential.SetAt).HasDefaultValueSql("now()").HasComment("When they were given.");
        builder.HasOne<FeedDefinition>().WithOne().HasForeignKey<FeedCredential>(credential => credential.FeedId).HasConstraintName("feed_credential_feed_id_fkey");
    }
}
