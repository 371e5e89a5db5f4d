using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>A paragraph that stood at the head or the tail of articles of one site.</summary>
public sealed class SiteFurniture
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>The site's host.</summary>
    public required string Site { get; init; }

    /// <summary>Hash of its letters and digits in lower case.</summary>
    public Guid Hash { get; init; }

    /// <summary>The paragraph.</summary>
    public required string Text { get; init; }

    /// <summary>Articles that it was seen in.</summary>
    public int Pages { get; init; }

    /// <summary>The article it was seen in last; seeing it there again counts nothing.</summary>
    public long LastArticleId { get; init; }

    /// <summary>When it was seen last.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>When an operator said that it belongs to the articles; null while it may be taken for template text.</summary>
    public DateTimeOffset? KeptAt { get; init; }
}

internal sealed class FurnitureTable : IEntityTypeConfiguration<SiteFurniture>
{
    public void Configure(EntityTypeBuilder<SiteFurniture> builder)
    {
        builder.ToTable("furniture", table => table.HasComment("Paragraphs seen at the head or the tail of articles of one site; those of several pages are template text."));
        builder.HasKey(line => line.Id);
        builder.Property(line => line.Id).HasComment("Never reused.");
        builder.Property(line => line.Site).HasComment("The site's host.");
        builder.Property(line => line.Hash).HasComment("Hash of its letters and digits in lower case.");
        builder.Property(line => line.Text).HasComment("The paragraph.");
        builder.Property(line => line.Pages).HasComment("Articles it was seen in.");
        builder.Property(line => line.LastArticleId).HasComment("The article it was seen in last.");
        builder.Property(line => line.LastAt).HasComment("When it was seen last.");
        builder.Property(line => line.KeptAt).HasComment("When an operator said that it belongs to the articles.");
        builder.HasIndex(line => new { line.Site, line.Hash }).IsUnique().HasDatabaseName("furniture_site_hash");
    }
}
