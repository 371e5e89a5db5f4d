using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Archive : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored or new_place.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone or quarantined.");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "stated_at",
                table: "article",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)),
                comment: "When the document was used whose words these are.")
                .Annotation("Relational:ColumnOrder", 34);
            // Until now a row was last written when its words were read.
            migrationBuilder.Sql("UPDATE article SET stated_at = updated_at; ALTER TABLE article ALTER COLUMN stated_at DROP DEFAULT;");

            migrationBuilder.CreateTable(
                name: "document",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed that it was used for."),
                    kind = table.Column<string>(type: "text", nullable: false, comment: "feed, earlier (a page that leads back from a feed) or page (an article's)."),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false, comment: "SHA-256 of the decoded body: each is kept once for a feed."),
                    url = table.Column<string>(type: "text", nullable: true, comment: "Address the bytes came from, after redirects."),
                    media_type = table.Column<string>(type: "text", nullable: true, comment: "Media type of Content-Type, without parameters."),
                    charset = table.Column<string>(type: "text", nullable: true, comment: "Charset of Content-Type, as written."),
                    content_location = table.Column<string>(type: "text", nullable: true, comment: "Content-Location."),
                    content_language = table.Column<string>(type: "text", nullable: true, comment: "Content-Language."),
                    bytes = table.Column<int>(type: "integer", nullable: false, comment: "Bytes of the decoded body."),
                    content = table.Column<byte[]>(type: "bytea", nullable: false, comment: "The decoded body, compressed with Brotli."),
                    fetched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it was fetched first."),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it last brought something.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("document_pkey", x => x.id);
                },
                comment: "Documents that brought something, kept so that they can be read again, within Archive:Budget and Archive:MaxAge.");

            migrationBuilder.CreateTable(
                name: "websub_subscription",
                columns: table => new
                {
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed; it has one subscription at most."),
                    hub = table.Column<string>(type: "text", nullable: false, comment: "The hub as the feed names it."),
                    topic = table.Column<string>(type: "text", nullable: false, comment: "The address that the feed calls its own: what the hub knows it by."),
                    token = table.Column<string>(type: "text", nullable: false, comment: "Last part of the callback's address, which only the hub is told."),
                    secret = table.Column<string>(type: "text", nullable: false, comment: "Key of the hub's signatures, which only the hub is told."),
                    state = table.Column<string>(type: "text", nullable: false, comment: "wanted, asked, active, denied or ignored."),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When the hub stops telling unless it is asked again; null before it agreed."),
                    verified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "Since when the hub has been telling; null before it agreed."),
                    last_push_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When it last told."),
                    missed = table.Column<int>(type: "integer", nullable: false, comment: "Polls in a row that found news which it had not told."),
                    asked = table.Column<int>(type: "integer", nullable: false, comment: "How often it was asked since it last agreed."),
                    next_try_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it is asked next."),
                    detail = table.Column<string>(type: "text", nullable: true, comment: "What went wrong last, in one line; null when nothing did.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("websub_subscription_pkey", x => x.feed_id);
                    table.ForeignKey(
                        name: "websub_subscription_feed_id_fkey",
                        column: x => x.feed_id,
                        principalTable: "feed_definition",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "Hubs that are to tell of feeds' news (W3C WebSub).");

            migrationBuilder.CreateIndex(
                name: "document_hash",
                table: "document",
                columns: new[] { "feed_id", "hash" },
                unique: true);

            // It is compressed already.
            migrationBuilder.Sql("ALTER TABLE document ALTER COLUMN content SET STORAGE EXTERNAL;");

            migrationBuilder.CreateIndex(
                name: "document_last_used_at",
                table: "document",
                columns: new[] { "last_used_at", "feed_id", "id" });

            migrationBuilder.CreateIndex(
                name: "websub_subscription_next_try_at",
                table: "websub_subscription",
                column: "next_try_at");

            migrationBuilder.CreateIndex(
                name: "websub_subscription_token",
                table: "websub_subscription",
                column: "token",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "document");

            migrationBuilder.DropTable(
                name: "websub_subscription");

            migrationBuilder.DropColumn(
                name: "stated_at",
                table: "article");

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone or quarantined.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored or new_place.");
        }
    }
}
