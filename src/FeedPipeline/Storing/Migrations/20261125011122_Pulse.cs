using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Pulse : Migration
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
                .Annotation("Relational:ColumnOrder", 11)
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
                .Annotation("Relational:ColumnOrder", 8)
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
                .Annotation("Relational:ColumnOrder", 12)
                .OldAnnotation("Relational:ColumnOrder", 11);

            migrationBuilder.AlterColumn<string>(
                name: "identity",
                table: "feed_memory",
                type: "text",
                nullable: true,
                comment: "What its items are told apart by: guid, link, link_date, title_date or text; null before the first document.",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true,
                oldComment: "What its items are told apart by: guid, link, link_date, title_date or text; null before the first document.")
                .Annotation("Relational:ColumnOrder", 16)
                .OldAnnotation("Relational:ColumnOrder", 15);

            migrationBuilder.AddColumn<byte[]>(
                name: "pulse",
                table: "feed_memory",
                type: "bytea",
                nullable: true,
                comment: "When it publishes, as learned from when its items were first seen; null before the first news.")
                .Annotation("Relational:ColumnOrder", 5);

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing or gap.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical or webhook_failing.");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "pulse",
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
                .Annotation("Relational:ColumnOrder", 10)
                .OldAnnotation("Relational:ColumnOrder", 11);

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
                .OldAnnotation("Relational:ColumnOrder", 8);

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
                .OldAnnotation("Relational:ColumnOrder", 12);

            migrationBuilder.AlterColumn<string>(
                name: "identity",
                table: "feed_memory",
                type: "text",
                nullable: true,
                comment: "What its items are told apart by: guid, link, link_date, title_date or text; null before the first document.",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true,
                oldComment: "What its items are told apart by: guid, link, link_date, title_date or text; null before the first document.")
                .Annotation("Relational:ColumnOrder", 15)
                .OldAnnotation("Relational:ColumnOrder", 16);

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical or webhook_failing.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing or gap.");
        }
    }
}
