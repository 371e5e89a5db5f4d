using FeedPipeline.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

internal sealed class DocumentTable : IEntityTypeConfiguration<ArchivedDocument>
{
    public void Configure(EntityTypeBuilder<ArchivedDocument> builder)
    {
        builder.ToTable("document", table => table.HasComment("Documents that brought something, kept so that they can be read again, within Archive:Budget and Archive:MaxAge."));
        builder.HasKey(document => document.Id);
        builder.Property(document => document.Id).HasComment("Never reused.");
        builder.Property(document => document.FeedId).HasComment("The feed that it was used for.");
        builder.Property(document => document.Kind).AsName().HasComment("feed, earlier (a page that leads back from a feed) or page (an article's).");
        builder.Property(document => document.Hash).HasComment("SHA-256 of the decoded body: each is kept once for a feed.");
        builder.Property(document => document.Url).HasComment("Address the bytes came from, after redirects.");
        builder.Property(document => document.MediaType).HasComment("Media type of Content-Type, without parameters.");
        builder.Property(document => document.Charset).HasComment("Charset of Content-Type, as written.");
        builder.Property(document => document.ContentLocation).HasComment("Content-Location.");
        builder.Property(document => document.ContentLanguage).HasComment("Content-Language.");
        builder.Property(document => document.Bytes).HasComment("Bytes of the decoded body.");
        builder.Property(document => document.Content).HasComment("The decoded body, compressed with Brotli.");
        builder.Property(document => document.FetchedAt).HasComment("When it was fetched first.");
        builder.Property(document => document.LastUsedAt).HasComment("When it last brought something.");
        builder.Property(document => document.ArticleId).HasComment("The article whose page it is; null for feeds.");
        builder.Property(document => document.Said).HasColumnType("jsonb").HasComment("What the feed said of that article when its page was read: the item, and its document without items.");
        builder.HasIndex(document => new { document.FeedId, document.Hash }).IsUnique().HasDatabaseName("document_hash");
        builder.HasIndex(document => document.ArticleId).HasFilter("article_id IS NOT NULL").HasDatabaseName("document_article_id");
        builder.HasIndex(document => new { document.LastUsedAt, document.FeedId, document.Id }).HasDatabaseName("document_last_used_at");
    }
}
