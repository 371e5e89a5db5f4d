using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class ArticlePages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "article_id",
                table: "document",
                type: "bigint",
                nullable: true,
                comment: "The article whose page it is; null for feeds.")
                .Annotation("Relational:ColumnOrder", 13);

            migrationBuilder.AddColumn<string>(
                name: "said",
                table: "document",
                type: "jsonb",
                nullable: true,
                comment: "What the feed said of that article when its page was read: the item, and its document without items.")
                .Annotation("Relational:ColumnOrder", 14);

            migrationBuilder.CreateIndex(
                name: "document_article_id",
                table: "document",
                column: "article_id",
                filter: "article_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "document_article_id",
                table: "document");

            migrationBuilder.DropColumn(
                name: "article_id",
                table: "document");

            migrationBuilder.DropColumn(
                name: "said",
                table: "document");
        }
    }
}
