using FeedPipeline.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FeedPipeline.Storing.Tables;

internal sealed class ChangeTable : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("change", table => table.HasComment("The change log: an entry for every change of an article, written in the change's own transaction."));
        builder.HasKey(change => change.Seq);
        builder.Property(change => change.Seq).HasComment("Place in the log; gaps are normal.");
        builder.Property(change => change.ArticleId).HasComment("The article.");
        builder.Property(change => change.Kind).AsName().HasComment("created, revised, labelled, merged, unmerged, withdrawn or deleted.");
        builder.Property(change => change.Class).HasColumnType("text")
            .HasConversion(new ValueConverter<RevisionClass, string>(value => TableNaming.Of(value), name => TableNaming.Parse<RevisionClass>(name)!.Value))
            .HasComment("Of a revision: cosmetic, headline, update, correction or retraction; withdrawn of an article that its publisher took out; null otherwise.");
        builder.Property(change => change.Revision).HasComment("The article's revision after the change.");
        builder.PrimitiveCollection(change => change.ChangedFields).HasComment("Columns of article that changed; empty for a new article.");
        builder.Property(change => change.At).HasComment("When.");
        builder.Property(change => change.Batch).HasDefaultValueSql("change_batch()").HasComment("The number of its transaction; change_commit says in which order these became visible.");
        builder.HasIndex(change => new { change.Batch, change.Seq }).HasDatabaseName("change_batch_seq_key");
        builder.HasIndex(change => change.ArticleId).HasDatabaseName("change_article_id");
    }
}
