using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Copies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kept_apart",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false, comment: "One of the two."),
                    other_id = table.Column<long>(type: "bigint", nullable: false, comment: "The other."),
                    by = table.Column<string>(type: "text", nullable: false, comment: "Who said so."),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("kept_apart_pkey", x => new { x.article_id, x.other_id });
                },
                comment: "Articles that an operator said are no copies of one another; each pair stands twice, once from each side.");

            migrationBuilder.CreateTable(
                name: "likeness",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false, comment: "The article that was judged."),
                    other_id = table.Column<long>(type: "bigint", nullable: false, comment: "One that it was held against."),
                    kinship = table.Column<string>(type: "text", nullable: false, comment: "equal, body (one body: wire copy, repost, update) and lead (one is the other's beginning) are copies; quotes (one stands in the other) and related are not."),
                    of_shorter = table.Column<float>(type: "real", nullable: false, comment: "Share of the shorter text that stands in the longer one."),
                    of_longer = table.Column<float>(type: "real", nullable: false, comment: "Share of the longer text that stands in the shorter one."),
                    shared = table.Column<int>(type: "integer", nullable: false, comment: "Runs of words that stand in both, about."),
                    judged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("likeness_pkey", x => new { x.article_id, x.other_id });
                },
                comment: "Why articles were said to be copies of one another, or to share words: the evidence behind article.copy_of.");

            migrationBuilder.CreateIndex(
                name: "article_copy_of",
                table: "article",
                column: "copy_of",
                filter: "copy_of IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "likeness_other_id",
                table: "likeness",
                column: "other_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kept_apart");

            migrationBuilder.DropTable(
                name: "likeness");

            migrationBuilder.DropIndex(
                name: "article_copy_of",
                table: "article");
        }
    }
}
