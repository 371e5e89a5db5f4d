using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Pages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "texts_cut",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "First articles whose page had more than the feed.")
                .Annotation("Relational:ColumnOrder", 6);

            migrationBuilder.AddColumn<int>(
                name: "texts_whole",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "First articles whose text the feed carried whole, as their pages showed.")
                .Annotation("Relational:ColumnOrder", 5);

            migrationBuilder.CreateTable(
                name: "furniture",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    site = table.Column<string>(type: "text", nullable: false, comment: "The site's host."),
                    hash = table.Column<Guid>(type: "uuid", nullable: false, comment: "Hash of its letters and digits in lower case."),
                    text = table.Column<string>(type: "text", nullable: false, comment: "The paragraph."),
                    pages = table.Column<int>(type: "integer", nullable: false, comment: "Articles it was seen in."),
                    last_article_id = table.Column<long>(type: "bigint", nullable: false, comment: "The article it was seen in last."),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it was seen last."),
                    kept_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When an operator said that it belongs to the articles.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("furniture_pkey", x => x.id);
                },
                comment: "Paragraphs seen at the head or the tail of articles of one site; those of several pages are template text.");

            migrationBuilder.CreateTable(
                name: "page_due",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false, comment: "The article."),
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed that brought it."),
                    url = table.Column<string>(type: "text", nullable: false, comment: "The page."),
                    item = table.Column<string>(type: "jsonb", nullable: false, comment: "The item as the feed stated it."),
                    document = table.Column<string>(type: "jsonb", nullable: false, comment: "The feed's document without its items."),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When the page is asked for next; null when it was given up."),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "Until when a worker has it."),
                    fence = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the latest claim: a page is only taken in under it."),
                    attempts = table.Column<int>(type: "integer", nullable: false, comment: "Failed attempts."),
                    problem = table.Column<string>(type: "text", nullable: true, comment: "Why the last attempt failed, in one line.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("page_due_pkey", x => x.article_id);
                },
                comment: "Articles whose page is still to be read, or was given up; until then the feed's text stands.");

            migrationBuilder.CreateIndex(
                name: "furniture_site_hash",
                table: "furniture",
                columns: new[] { "site", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "page_due_due_at",
                table: "page_due",
                column: "due_at",
                filter: "due_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "furniture");

            migrationBuilder.DropTable(
                name: "page_due");

            migrationBuilder.DropColumn(
                name: "texts_cut",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "texts_whole",
                table: "feed_memory");
        }
    }
}
