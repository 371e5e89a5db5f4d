using FeedPipeline.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

internal sealed class ArticleTable : IEntityTypeConfiguration<StoredArticle>
{
    public void Configure(EntityTypeBuilder<StoredArticle> builder)
    {
        builder.ToTable("article", table => table.HasComment("News items in the seed article format, one of each. Never deleted because something looks like a copy."));
        builder.HasKey(article => article.Id);
        builder.Property(article => article.Id).HasComment("Never reused; a merged article keeps its row and points to the other.");
        builder.ComplexProperty(article => article.Content, Content);
        builder.Property(article => article.FeedId).HasComment("The feed that brought it first; all feeds are in sighting.");
        builder.Property(article => article.Revision).HasComment("1 at first; +1 for each change of content. Earlier states are in article_revision.");
        builder.Property(article => article.CopyOf).HasComment("The article of which this is a copy (same text elsewhere); null for originals. A label, reversible.");
        builder.Property(article => article.MergedInto).HasComment("Set when an operator merged it; reversible.");
        builder.Property(article => article.StoryId).HasComment("Articles about the same event.");
        builder.Property(article => article.RemovedAt).HasComment("The publisher took it out of the feed before its time or withdrew it.");
        builder.Property(article => article.FirstSeenAt).HasComment("When FeedPipeline first saw it.");
        builder.Property(article => article.UpdatedAt).HasComment("When this row last changed.");
        builder.Property(article => article.StatedAt).HasComment("When the document was used whose words these are.");
        builder.HasIndex(article => new { article.FirstSeenAt, article.Id }).IsDescending().HasDatabaseName("article_first_seen_at");
        builder.HasIndex(article => article.StoryId).HasFilter("story_id IS NOT NULL").HasDatabaseName("article_story_id");
        builder.HasIndex(article => new { article.FeedId, article.FirstSeenAt, article.Id }).IsDescending(false, true, true).HasDatabaseName("article_feed_id");
        builder.HasIndex(article => article.CopyOf).HasFilter("copy_of IS NOT NULL").HasDatabaseName("article_copy_of");
    }

    private static void Content(ComplexPropertyBuilder<Article> content)
    {
        content.Property(article => article.Headline).HasComment("Plain text, one line, no site suffix.");
        content.Property(article => article.Dek).HasComment("The standfirst; null when the feed and the page have none. Never a copy of the body's beginning.");
        content.Property(article => article.Byline).HasComment("As published, without \"By\".");
        content.PrimitiveCollection(article => article.Authors).HasComment("People and desks, in order, without roles, places or e-mail addresses.");
        content.Property(article => article.PublishedAt).HasComment("First publication; null when nobody says. Never invented. Day precision is stored as 00:00 UTC.");
        content.Property(article => article.PublishedPrecision).AsName().HasComment("unknown, day, minute or second.");
        content.Property(article => article.PublishedOffset).HasComment("The publisher's offset from UTC; null when not stated.");
        content.Property(article => article.ModifiedAt).HasComment("Last change, as the publisher states it.");
        content.Property(article => article.PhotoCredit).HasComment("Who made the lead image.");
        content.Property(article => article.PhotoCaption).HasComment("What the lead image shows.");
        content.Property(article => article.PhotoUrl).HasComment("Address of the lead image.");
        content.Property(article => article.Body).HasComment("Plain paragraphs joined by one blank line; no furniture, byline or credit lines. Null when nothing could be had.");
        content.Property(article => article.BodyHtml).HasComment("Sanitised XHTML of the same content.");
        content.Property(article => article.BodySource).AsName().HasComment("feed, page or summary (only a summary could be had).");
        content.Property(article => article.Language).HasComment("BCP 47; null when not known.");
        content.Property(article => article.Url).HasComment("The page, as linked.");
        content.Property(article => article.CanonicalUrl).HasComment("The comparison key's readable form; never requested.");
        content.Property(article => article.Section).HasComment("The publisher's section.");
        content.PrimitiveCollection(article => article.Tags).HasComment("The publisher's tags, in order, each once.");
        content.Property(article => article.Guid).HasComment("As the feed in feed_id states it.");
        content.Property(article => article.Access).AsName().HasComment("free, partial or paywalled.");
        content.Property(article => article.Rights).HasComment("The stated licence or notice.");
        content.Property(article => article.Enclosures).AsJson().HasComment("Attached media: [{url, type, length}].");
        content.Property(article => article.WordCount).HasComment("Words of body.");
        content.Property(article => article.Provenance).AsJson().HasComment("Per column: where it came from (feed:title, rule:first-words, ...).");
    }
}
