using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>A rule for pages that a file declared.</summary>
internal sealed class StoredPageRule
{
    public int Position { get; init; }

    public required string Rule { get; init; }
}

internal sealed class PageRuleTable : IEntityTypeConfiguration<StoredPageRule>
{
    public void Configure(EntityTypeBuilder<StoredPageRule> builder)
    {
        builder.ToTable("page_rule", table => table.HasComment("What operators say about the pages of feeds and sites, as the last file declared it."));
        builder.HasKey(rule => rule.Position);
        builder.Property(rule => rule.Position).ValueGeneratedNever().HasComment("Place in the file, from 1.");
        builder.Property(rule => rule.Rule).HasComment("The rule, as YAML.");
    }
}
