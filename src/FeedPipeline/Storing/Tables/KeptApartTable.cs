using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>A row of <c>kept_apart</c>: an operator's word that two articles are no copies. It stands twice, once from each side.</summary>
public sealed class KeptApart
{
    /// <summary>One of the two.</summary>
    public long ArticleId { get; init; }

    /// <summary>The other.</summary>
    public long OtherId { get; init; }

    /// <summary>Who said so.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class KeptApartTable : IEntityTypeConfiguration<KeptApart>
{
    public void Configure(EntityTypeBuilder<KeptApart> builder)
    {
        builder.ToTable("kept_apart", table => table.HasComment("Articles that an operator said are no copies of one another; each pair stands twice, once from each side."));
        builder.HasKey(pair => new { pair.ArticleId, pair.OtherId });
        builder.Property(pair => pair.ArticleId).HasComment("One of the two.");
        builder.Property(pair => pair.OtherId).HasComment("The other.");
        builder.Property(pair => pair.By).HasComment("Who said so.");
        builder.Property(pair => pair.At).HasComment("When.");
    }
}
