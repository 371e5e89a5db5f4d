using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class KeysAndSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "api_key",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false, comment: "The operator's word for who uses it; unique among the keys that are valid."),
                    scope = table.Column<string>(type: "text", nullable: false, comment: "read: reading everything; ops: changing what operators may change, too."),
                    hint = table.Column<string>(type: "text", nullable: false, comment: "The first characters of the key, to tell keys apart by."),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false, comment: "SHA-256 of the key."),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it was made."),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When it was last used, to the minute; null before its first use."),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When it was revoked; null while it is valid.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("api_key_pkey", x => x.id);
                },
                comment: "Who may use the API from beyond loopback, and for what. Of the keys themselves only hashes are kept.");

            migrationBuilder.CreateTable(
                name: "article_search",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false, comment: "The article."),
                    config = table.Column<string>(type: "text", nullable: false, comment: "Text search configuration that made the words: english, german, ..., simple where PostgreSQL has none for the language."),
                    vector = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false, comment: "Words with their places: A of the headline, B of the dek, D of the body.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("article_search_pkey", x => x.article_id);
                    table.ForeignKey(
                        name: "article_search_article_id_fkey",
                        column: x => x.article_id,
                        principalTable: "article",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "Words of articles for full-text search. Kept apart from article, so that neither is rewritten for the other's sake.");

            migrationBuilder.CreateIndex(
                name: "api_key_hash",
                table: "api_key",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "api_key_name",
                table: "api_key",
                column: "name",
                unique: true,
                filter: "revoked_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "article_search_config",
                table: "article_search",
                column: "config");

            migrationBuilder.CreateIndex(
                name: "article_search_vector",
                table: "article_search",
                column: "vector")
                .Annotation("Npgsql:IndexMethod", "gin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_key");

            migrationBuilder.DropTable(
                name: "article_search");
        }
    }
}
