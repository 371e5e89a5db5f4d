using FeedPipeline.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

internal sealed class RevisionTable : IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<Revision> builder)
    {
        builder.ToTable("article_revision", table => table.HasComment("Earlier states of articles, one for each change of content."));
        builder.HasKey(revision => revision.Id);
        builder.Property(revision => revision.Id).HasComment("Never reused.");
        builder.Property(revision => revision.ArticleId).HasComment("The article.");
        builder.Property(revision => revision.Number).HasColumnName("revision").HasComment("Number of the state kept here, from 1.");
        builder.Property(revision => revision.Class).AsName().HasComment("What kind of change ended this state: cosmetic, headline, update, correction or retraction.");
        builder.Property(revision => revision.At).HasComment("When it was replaced.");
        builder.Property(revision => revision.Headline).HasComment("Headline of this state.");
        builder.Property(revision => revision.Dek).HasComment("Dek of this state.");
        builder.Property(revision => revision.Byline).HasComment("Byline of this state.");
        builder.Property(revision => revision.Body).HasComment("Body of this state.");
        builder.PrimitiveCollection(revision => revision.ChangedFields).HasComment("Columns of article that the change touched.");
        builder.Property(revision => revision.Diff).HasComment("The body's change by paragraph, lines begun with - or +; null when the body did not change.");
        builder.HasIndex(revision => new { revision.ArticleId, revision.Number }).IsUnique().HasDatabaseName("article_revision_article_id");
        builder.HasOne<StoredArticle>().WithMany().HasForeignKey(revision => revision.ArticleId).OnDelete(DeleteBehavior.Cascade)
            .HasConstraintName("article_revision_article_id_fkey");
    }
}
