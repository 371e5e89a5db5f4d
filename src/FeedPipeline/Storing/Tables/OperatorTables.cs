using FeedPipeline.Storing.Operators;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>The operator: there is one.</summary>
internal sealed class OperatorRow
{
    public int Id { get; init; }

    public required string Password { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>A link under which the operator's password may be set once.</summary>
internal sealed class OperatorLinkRow
{
    public required byte[] Hash { get; init; }

    public DateTimeOffset EndsAt { get; init; }
}

/// <summary>A key that protects what browsers hand back.</summary>
internal sealed class ProtectionKeyRow
{
    public long Id { get; init; }

    public required string Xml { get; init; }

    public DateTimeOffset MadeAt { get; init; }
}

internal sealed class OperatorTable : IEntityTypeConfiguration<OperatorRow>
{
    public void Configure(EntityTypeBuilder<OperatorRow> builder)
    {
        builder.ToTable("operator", table => table.HasComment("Who may sign in to the console. Not for readers."));
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever().HasComment("1: there is one operator.");
        builder.Property(row => row.Password).HasComment("The password's hash (PBKDF2), with its salt and rounds.");
        builder.Property(row => row.ChangedAt).HasComment("When the password was set.");
    }
}

internal sealed class OperatorLinkTable : IEntityTypeConfiguration<OperatorLinkRow>
{
    public void Configure(EntityTypeBuilder<OperatorLinkRow> builder)
    {
        builder.ToTable("operator_link", table => table.HasComment("Links under which the operator's password may be set, once. Not for readers."));
        builder.HasKey(row => row.Hash);
        builder.Property(row => row.Hash).HasComment("SHA-256 of the link's secret.");
        builder.Property(row => row.EndsAt).HasComment("Until when it is good.");
    }
}

internal sealed class OperatorSessionTable : IEntityTypeConfiguration<OperatorSession>
{
    public void Configure(EntityTypeBuilder<OperatorSession> builder)
    {
        builder.ToTable("operator_session", table => table.HasComment("Browsers that are signed in to the console. Not for readers."));
        builder.HasKey(session => session.Id);
        builder.Property(session => session.Id).HasComment("Never reused.");
        builder.Property(session => session.Hash).HasComment("SHA-256 of what the browser's cookie holds.");
        builder.Property(session => session.Address).HasComment("Where it signed in from.");
        builder.Property(session => session.StartedAt).HasComment("When it signed in.");
        builder.Property(session => session.SeenAt).HasComment("When it last asked for something, to the minute.");
        builder.HasIndex(session => session.Hash).IsUnique().HasDatabaseName("operator_session_hash");
    }
}

internal sealed class ProtectionKeyTable : IEntityTypeConfiguration<ProtectionKeyRow>
{
    public void Configure(EntityTypeBuilder<ProtectionKeyRow> builder)
    {
        builder.ToTable("protection_key", table => table.HasComment("Keys that sign and seal what the console's forms hand back; all workers share them. Not for readers."));
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Id).HasComment("Never reused.");
        builder.Property(key => key.Xml).HasComment("The key, as ASP.NET writes it.");
        builder.Property(key => key.MadeAt).HasDefaultValueSql("now()").HasComment("When it was made.");
    }
}
