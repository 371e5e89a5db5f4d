using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>What all workers know of a host: when the next poll may begin there.</summary>
internal sealed class HostState
{
    public required string Name { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? PausedUntil { get; init; }
}

internal sealed class HostTable : IEntityTypeConfiguration<HostState>
{
    public void Configure(EntityTypeBuilder<HostState> builder)
    {
        builder.ToTable("host", table => table.HasComment("When the next poll may begin at a host, for all workers."));
        builder.HasKey(host => host.Name);
        builder.Property(host => host.Name).HasComment("Host name; with a dot in front, every host under that domain.");
        builder.Property(host => host.NextAt).HasComment("Earliest begin of the next poll there; null when there is no pause between two.");
        builder.Property(host => host.PausedUntil).HasComment("Until when it asked to be left alone (Retry-After).");
    }
}
