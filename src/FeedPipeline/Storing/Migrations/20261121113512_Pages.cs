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
            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "validators_lie_at",
                table: "feed_memory",
                type: "timestamp with time zone",
                nullable: true,
                comment: "When the server answered 304 although the document had changed; its validators are not used for 30 days.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldComment: "When the server answered 304 although the document had changed; its validators are not used for 30 days.")
                .Annotation("Relational:ColumnOrder", 10)
                .OldAnnotation("Relational:ColumnOrder", 8);

            migrationBuilder.AlterColumn<TimeSpan>(
                name: "update_interval",
                table: "feed_memory",
                type: "interval",
                nullable: true,
                comment: "How often the publisher asks to be polled (ttl, updatePeriod); null when not stated.",
                oldClrType: typeof(TimeSpan),
                oldType: "interval",
                oldNullable: true,
                oldComment: "How often the publisher asks to be polled (ttl, updatePeriod); null when not stated.")
                .Annotation("Relational:ColumnOrder", 7)
                .OldAnnotation("Relational:ColumnOrder", 5);

            migrationBuilder.AlterColumn<int>(
                name: "skipped_hours",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "Hours in which the publisher asks not to be polled: bit n for hour n, UTC.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 0,
                oldComment: "Hours in which the publisher asks not to be polled: bit n for hour n, UTC.")
                .Annotation("Relational:ColumnOrder", 8)
                .OldAnnotation("Relational:ColumnOrder", 6);

            migrationBuilder.AlterColumn<int>(
                name: "skipped_days",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "Days on which the publisher asks not to be polled: bit n for day n, Sunday being 0.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 0,
                oldComment: "Days on which the publisher asks not to be polled: bit n for day n, Sunday being 0.")
                .Annotation("Relational:ColumnOrder", 9)
                .OldAnnotation("Relational:ColumnOrder", 7);

            migrationBuilder.AlterColumn<string>(
                name: "moving_to",
                table: "feed_memory",
                type: "text",
                nullable: true,
                comment: "Where permanent redirects lead; null without.",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true,
                oldComment: "Where permanent redirects lead; null without.")
                .Annotation("Relational:ColumnOrder", 11)
                .OldAnnotation("Relational:ColumnOrder", 9);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "moving_since",
                table: "feed_memory",
                type: "timestamp with time zone",
                nullable: true,
                comment: "When they first led there.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldComment: "When they first led there.")
                .Annotation("Relational:ColumnOrder", 12)
                .OldAnnotation("Relational:ColumnOrder", 10);

            migrationBuilder.AlterColumn<bool>(
                name: "moving_overlaps",
                table: "feed_memory",
                type: "boolean",
                nullable: true,
                comment: "Whether the document there listed what the feed is known for.",
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldNullable: true,
                oldComment: "Whether the document there listed what the feed is known for.")
                .Annotation("Relational:ColumnOrder", 14)
                .OldAnnotation("Relational:ColumnOrder", 12);

            migrationBuilder.AlterColumn<int>(
                name: "moving_count",
                table: "feed_memory",
                type: "integer",
                nullable: true,
                comment: "How often in a row they did.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true,
                oldComment: "How often in a row they did.")
                .Annotation("Relational:ColumnOrder", 13)
                .OldAnnotation("Relational:ColumnOrder", 11);

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

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "validators_lie_at",
                table: "feed_memory",
                type: "timestamp with time zone",
                nullable: true,
                comment: "When the server answered 304 although the document had changed; its validators are not used for 30 days.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldComment: "When the server answered 304 although the document had changed; its validators are not used for 30 days.")
                .Annotation("Relational:ColumnOrder", 8)
                .OldAnnotation("Relational:ColumnOrder", 10);

            migrationBuilder.AlterColumn<TimeSpan>(
                name: "update_interval",
                table: "feed_memory",
                type: "interval",
                nullable: true,
                comment: "How often the publisher asks to be polled (ttl, updatePeriod); null when not stated.",
                oldClrType: typeof(TimeSpan),
                oldType: "interval",
                oldNullable: true,
                oldComment: "How often the publisher asks to be polled (ttl, updatePeriod); null when not stated.")
                .Annotation("Relational:ColumnOrder", 5)
                .OldAnnotation("Relational:ColumnOrder", 7);

            migrationBuilder.AlterColumn<int>(
                name: "skipped_hours",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "Hours in which the publisher asks not to be polled: bit n for hour n, UTC.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 0,
                oldComment: "Hours in which the publisher asks not to be polled: bit n for hour n, UTC.")
                .Annotation("Relational:ColumnOrder", 6)
                .OldAnnotation("Relational:ColumnOrder", 8);

            migrationBuilder.AlterColumn<int>(
                name: "skipped_days",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "Days on which the publisher asks not to be polled: bit n for day n, Sunday being 0.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 0,
                oldComment: "Days on which the publisher asks not to be polled: bit n for day n, Sunday being 0.")
                .Annotation("Relational:ColumnOrder", 7)
                .OldAnnotation("Relational:ColumnOrder", 9);

            migrationBuilder.AlterColumn<string>(
                name: "moving_to",
                table: "feed_memory",
                type: "text",
                nullable: true,
                comment: "Where permanent redirects lead; null without.",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true,
                oldComment: "Where permanent redirects lead; null without.")
                .Annotation("Relational:ColumnOrder", 9)
                .OldAnnotation("Relational:ColumnOrder", 11);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "moving_since",
                table: "feed_memory",
                type: "timestamp with time zone",
                nullable: true,
                comment: "When they first led there.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldComment: "When they first led there.")
                .Annotation("Relational:ColumnOrder", 10)
                .OldAnnotation("Relational:ColumnOrder", 12);

            migrationBuilder.AlterColumn<bool>(
                name: "moving_overlaps",
                table: "feed_memory",
                type: "boolean",
                nullable: true,
                comment: "Whether the document there listed what the feed is known for.",
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldNullable: true,
                oldComment: "Whether the document there listed what the feed is known for.")
                .Annotation("Relational:ColumnOrder", 12)
                .OldAnnotation("Relational:ColumnOrder", 14);

            migrationBuilder.AlterColumn<int>(
                name: "moving_count",
                table: "feed_memory",
                type: "integer",
                nullable: true,
                comment: "How often in a row they did.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true,
                oldComment: "How often in a row they did.")
                .Annotation("Relational:ColumnOrder", 11)
                .OldAnnotation("Relational:ColumnOrder", 13);
        }
    }
}
