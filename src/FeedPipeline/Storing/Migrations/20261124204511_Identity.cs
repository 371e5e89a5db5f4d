using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Identity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "identity",
                table: "feed_memory",
                type: "text",
                nullable: true,
                comment: "What its items are told apart by: guid, link, link_date, title_date or text; null before the first document.")
                .Annotation("Relational:ColumnOrder", 15);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "identity_at",
                table: "feed_memory",
                type: "timestamp with time zone",
                nullable: true,
                comment: "Since when.")
                .Annotation("Relational:ColumnOrder", 17);

            migrationBuilder.AddColumn<string>(
                name: "identity_reason",
                table: "feed_memory",
                type: "text",
                nullable: true,
                comment: "Why.")
                .Annotation("Relational:ColumnOrder", 16);

            migrationBuilder.AddColumn<int>(
                name: "identity_shifts",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "How often what all items are known by changed at once.")
                .Annotation("Relational:ColumnOrder", 18);

            migrationBuilder.AddColumn<string>(
                name: "identity",
                table: "feed_definition",
                type: "text",
                nullable: true,
                comment: "What an operator says its items are told apart by: guid, link, link_date, title_date or text; null while that is measured.")
                .Annotation("Relational:ColumnOrder", 14);

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity or canonical.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored or new_place.");

            migrationBuilder.AlterColumn<string>(
                name: "class",
                table: "change",
                type: "text",
                nullable: true,
                comment: "Of a revision: cosmetic, headline, update, correction or retraction; withdrawn of an article that its publisher took out; null otherwise.",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true,
                oldComment: "Of a revision: cosmetic, headline or update; null otherwise.");

            migrationBuilder.AlterColumn<string>(
                name: "class",
                table: "article_revision",
                type: "text",
                nullable: false,
                comment: "What kind of change ended this state: cosmetic, headline, update, correction or retraction.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "What kind of change ended this state: cosmetic, headline or update.");

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "article_key",
                type: "text",
                nullable: false,
                comment: "guid, guid_path, link, link_date, title_date and text within a feed; url across all feeds.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "guid, link and text within a feed; url across all feeds.");

            migrationBuilder.AlterColumn<string>(
                name: "host",
                table: "feed_definition",
                type: "text",
                nullable: false,
                computedColumnSql: "lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)'))",
                stored: true,
                comment: "Host of url, by which polls keep their distance.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComputedColumnSql: "lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)'))",
                oldStored: true,
                oldComment: "Host of url, by which polls keep their distance.")
                .Annotation("Relational:ColumnOrder", 15)
                .OldAnnotation("Relational:ColumnOrder", 14);

            migrationBuilder.AlterColumn<string>(
                name: "domain",
                table: "feed_definition",
                type: "text",
                nullable: false,
                computedColumnSql: "CASE WHEN lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) ~ '^[0-9.]+$|\\[' THEN lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) ELSE COALESCE(substring(lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) from '[^.]+\\.(?:(?:co|com|net|org|gov|gob|gouv|edu|ac|or|ne|go|mil|nom)\\.[a-z]{2}|[^.]+)$'), lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)'))) END",
                stored: true,
                comment: "Registrable domain of host: what stands before com, or before co.uk and its like; an address stays as it is.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComputedColumnSql: "CASE WHEN lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) ~ '^[0-9.]+$|\\[' THEN lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) ELSE COALESCE(substring(lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) from '[^.]+\\.(?:(?:co|com|net|org|gov|gob|gouv|edu|ac|or|ne|go|mil|nom)\\.[a-z]{2}|[^.]+)$'), lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)'))) END",
                oldStored: true,
                oldComment: "Registrable domain of host: what stands before com, or before co.uk and its like; an address stays as it is.")
                .Annotation("Relational:ColumnOrder", 16)
                .OldAnnotation("Relational:ColumnOrder", 15);

            migrationBuilder.CreateTable(
                name: "page_canonical",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false, comment: "The article."),
                    host = table.Column<string>(type: "text", nullable: false, comment: "Host of the address."),
                    url = table.Column<string>(type: "text", nullable: false, comment: "The address in its comparison form."),
                    key = table.Column<Guid>(type: "uuid", nullable: false, comment: "Its key in article_key."),
                    owner_id = table.Column<long>(type: "bigint", nullable: true, comment: "Another article that owned the key when the page was read: perhaps the same article; null when nobody did."),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When the page was read.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("page_canonical_pkey", x => x.article_id);
                    table.ForeignKey(
                        name: "page_canonical_article_id_fkey",
                        column: x => x.article_id,
                        principalTable: "article",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "Addresses that pages of articles call their own (rel=canonical), where they differ from the feed's. A host on which three pages share one is not believed.");

            migrationBuilder.CreateTable(
                name: "url_parameter",
                columns: table => new
                {
                    host = table.Column<string>(type: "text", nullable: false, comment: "Host, without www."),
                    name = table.Column<string>(type: "text", nullable: false, comment: "Name of the parameter."),
                    same = table.Column<int>(type: "integer", nullable: false, comment: "Pairs of addresses that lead to one article."),
                    other = table.Column<int>(type: "integer", nullable: false, comment: "Pairs that lead to two; with one it is kept for good."),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it was seen last."),
                    kept_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When an operator said that it names pages; null while what was seen decides.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("url_parameter_pkey", x => new { x.host, x.name });
                },
                comment: "Query parameters in which alone two addresses of a host differ. Those that never lead to another article are left out of comparison keys.");

            migrationBuilder.CreateIndex(
                name: "page_canonical_host_key",
                table: "page_canonical",
                columns: new[] { "host", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "page_canonical");

            migrationBuilder.DropTable(
                name: "url_parameter");

            migrationBuilder.DropColumn(
                name: "identity",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "identity_at",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "identity_reason",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "identity_shifts",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "identity",
                table: "feed_definition");

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored or new_place.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity or canonical.");

            migrationBuilder.AlterColumn<string>(
                name: "class",
                table: "change",
                type: "text",
                nullable: true,
                comment: "Of a revision: cosmetic, headline or update; null otherwise.",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true,
                oldComment: "Of a revision: cosmetic, headline, update, correction or retraction; withdrawn of an article that its publisher took out; null otherwise.");

            migrationBuilder.AlterColumn<string>(
                name: "class",
                table: "article_revision",
                type: "text",
                nullable: false,
                comment: "What kind of change ended this state: cosmetic, headline or update.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "What kind of change ended this state: cosmetic, headline, update, correction or retraction.");

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "article_key",
                type: "text",
                nullable: false,
                comment: "guid, link and text within a feed; url across all feeds.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "guid, guid_path, link, link_date, title_date and text within a feed; url across all feeds.");

            migrationBuilder.AlterColumn<string>(
                name: "host",
                table: "feed_definition",
                type: "text",
                nullable: false,
                computedColumnSql: "lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)'))",
                stored: true,
                comment: "Host of url, by which polls keep their distance.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComputedColumnSql: "lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)'))",
                oldStored: true,
                oldComment: "Host of url, by which polls keep their distance.")
                .Annotation("Relational:ColumnOrder", 14)
                .OldAnnotation("Relational:ColumnOrder", 15);

            migrationBuilder.AlterColumn<string>(
                name: "domain",
                table: "feed_definition",
                type: "text",
                nullable: false,
                computedColumnSql: "CASE WHEN lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) ~ '^[0-9.]+$|\\[' THEN lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) ELSE COALESCE(substring(lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) from '[^.]+\\.(?:(?:co|com|net|org|gov|gob|gouv|edu|ac|or|ne|go|mil|nom)\\.[a-z]{2}|[^.]+)$'), lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)'))) END",
                stored: true,
                comment: "Registrable domain of host: what stands before com, or before co.uk and its like; an address stays as it is.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComputedColumnSql: "CASE WHEN lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) ~ '^[0-9.]+$|\\[' THEN lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) ELSE COALESCE(substring(lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) from '[^.]+\\.(?:(?:co|com|net|org|gov|gob|gouv|edu|ac|or|ne|go|mil|nom)\\.[a-z]{2}|[^.]+)$'), lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)'))) END",
                oldStored: true,
                oldComment: "Registrable domain of host: what stands before com, or before co.uk and its like; an address stays as it is.")
                .Annotation("Relational:ColumnOrder", 15)
                .OldAnnotation("Relational:ColumnOrder", 16);
        }
    }
}
