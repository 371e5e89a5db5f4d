using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>A query parameter of a host's addresses, and what was seen of it.</summary>
public sealed class UrlParameter
{
    /// <summary>In the comparison form.</summary>
    public required string Host { get; init; }

    /// <summary>As addresses write it.</summary>
    public required string Name { get; init; }

    /// <summary>Pairs of addresses that differ in it alone and lead to one article.</summary>
    public int Same { get; init; }

    /// <summary>Pairs that lead to two: one is enough to keep it for good.</summary>
    public int Other { get; init; }

    /// <summary>When it was seen last.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>When an operator said that it names pages; null while what was seen decides.</summary>
    public DateTimeOffset? KeptAt { get; init; }
}

internal sealed class UrlParameterTable : IEntityTypeConfiguration<UrlParameter>
{
    public void Configure(EntityTypeBuilder<UrlParameter> builder)
    {
        builder.ToTable("url_parameter", table => table.HasComment("Query parameters in which alone two addresses of a host differ. Those that never lead to another article are left out of comparison keys."));
        builder.HasKey(parameter => new { parameter.Host, parameter.Name });
        builder.Property(parameter => parameter.Host).HasComment("Host, without www.");
        builder.Property(parameter => parameter.Name).HasComment("Name of the parameter.");
        builder.Property(parameter => parameter.Same).HasComment("Pairs of addresses that lead to one article.");
        builder.Property(parameter => parameter.Other).HasComment("Pairs that lead to two; with one it is kept for good.");
        builder.Property(parameter => parameter.LastAt).HasComment("When it was seen last.");
        builder.Property(parameter => parameter.KeptAt).HasComment("When an operator said that it names pages; null while what was seen decides.");
    }
}
