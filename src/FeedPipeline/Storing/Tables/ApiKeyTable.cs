using FeedPipeline.Storing.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_key", table => table.HasComment("Who may use the API from beyond loopback, and for what. Of the keys themselves only hashes are kept."));
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Id).HasComment("Never reused.");
        builder.Property(key => key.Name).HasComment("The operator's word for who uses it; unique among the keys that are valid.");
        builder.Property(key => key.Scope).AsName().HasComment("read: reading everything; ops: changing what operators may change, too.");
        builder.Property(key => key.Hint).HasComment("The first characters of the key, to tell keys apart by.");
        builder.Property(key => key.Hash).HasComment("SHA-256 of the key.");
        builder.Property(key => key.MadeAt).HasComment("When it was made.");
        builder.Property(key => key.LastUsedAt).HasComment("When it was last used, to the minute; null before its first use.");
        builder.Property(key => key.RevokedAt).HasComment("When it was revoked; null while it is valid.");
        builder.HasIndex(key => key.Hash).IsUnique().HasDatabaseName("api_key_hash");
        builder.HasIndex(key => key.Name).IsUnique().HasFilter("revoked_at IS NULL").HasDatabaseName("api_key_name");
    }
}
