using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class ArticleMerges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "article_merge",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    article_id = table.Column<long>(type: "bigint", nullable: false, comment: "The article that was merged."),
                    into_id = table.Column<long>(type: "bigint", nullable: false, comment: "The one that stands for both."),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When."),
                    moved = table.Column<long[]>(type: "bigint[]", nullable: false, comment: "Articles that had been merged into the merged one, and moved along."),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When it was undone; null while it holds.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("article_merge_pkey", x => x.id);
                },
                comment: "What operators merged, and what of it was undone.");

            migrationBuilder.CreateIndex(
                name: "article_merge_article_id",
                table: "article_merge",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "article_merge_into_id",
                table: "article_merge",
                column: "into_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "article_merge");
        }
    }
}
