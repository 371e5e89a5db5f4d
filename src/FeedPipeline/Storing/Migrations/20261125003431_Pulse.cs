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

            migrationBuilder.AlterColumn<int>(
                name: "texts_whole",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "First articles whose text the feed carried whole, as their pages showed.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 0,
                oldComment: "First articles whose text the feed carried whole, as their pages showed.")
                .Annotation("Relational:ColumnOrder", 6)
                .OldAnnotation("Relational:ColumnOrder", 5);

            migrationBuilder.AlterColumn<int>(
                name: "texts_cut",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "First articles whose page had more than the feed.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 0,
                oldComment: "First articles whose page had more than the feed.")
                .Annotation("Relational:ColumnOrder", 7)
                .OldAnnotation("Relational:ColumnOrder", 6);

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
                .Annotation("Relational:ColumnOrder", 9)
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
                .Annotation("Relational:ColumnOrder", 10)
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
                .Annotation("Relational:ColumnOrder", 12)
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
                .Annotation("Relational:ColumnOrder", 13)
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
                .Annotation("Relational:ColumnOrder", 15)
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
                .Annotation("Relational:ColumnOrder", 14)
                .OldAnnotation("Relational:ColumnOrder", 13);

            migrationBuilder.AlterColumn<int>(
                name: "identity_shifts",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "How often what all items are known by changed at once.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 0,
                oldComment: "How often what all items are known by changed at once.")
                .Annotation("Relational:ColumnOrder", 19)
                .OldAnnotation("Relational:ColumnOrder", 18);

            migrationBuilder.AlterColumn<string>(
                name: "identity_reason",
                table: "feed_memory",
                type: "text",
                nullable: true,
                comment: "Why.",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true,
                oldComment: "Why.")
                .Annotation("Relational:ColumnOrder", 17)
                .OldAnnotation("Relational:ColumnOrder", 16);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "identity_at",
                table: "feed_memory",
                type: "timestamp with time zone",
                nullable: true,
                comment: "Since when.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldComment: "Since when.")
                .Annotation("Relational:ColumnOrder", 18)
                .OldAnnotation("Relational:ColumnOrder", 17);

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
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical or gap.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity or canonical.");
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

            migrationBuilder.AlterColumn<int>(
                name: "texts_whole",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "First articles whose text the feed carried whole, as their pages showed.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 0,
                oldComment: "First articles whose text the feed carried whole, as their pages showed.")
                .Annotation("Relational:ColumnOrder", 5)
                .OldAnnotation("Relational:ColumnOrder", 6);

            migrationBuilder.AlterColumn<int>(
                name: "texts_cut",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "First articles whose page had more than the feed.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 0,
                oldComment: "First articles whose page had more than the feed.")
                .Annotation("Relational:ColumnOrder", 6)
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
                .Annotation("Relational:ColumnOrder", 8)
                .OldAnnotation("Relational:ColumnOrder", 9);

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
                .OldAnnotation("Relational:ColumnOrder", 10);

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
                .OldAnnotation("Relational:ColumnOrder", 13);

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
                .OldAnnotation("Relational:ColumnOrder", 15);

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
                .OldAnnotation("Relational:ColumnOrder", 14);

            migrationBuilder.AlterColumn<int>(
                name: "identity_shifts",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "How often what all items are known by changed at once.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 0,
                oldComment: "How often what all items are known by changed at once.")
                .Annotation("Relational:ColumnOrder", 18)
                .OldAnnotation("Relational:ColumnOrder", 19);

            migrationBuilder.AlterColumn<string>(
                name: "identity_reason",
                table: "feed_memory",
                type: "text",
                nullable: true,
                comment: "Why.",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true,
                oldComment: "Why.")
                .Annotation("Relational:ColumnOrder", 16)
                .OldAnnotation("Relational:ColumnOrder", 17);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "identity_at",
                table: "feed_memory",
                type: "timestamp with time zone",
                nullable: true,
                comment: "Since when.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldComment: "Since when.")
                .Annotation("Relational:ColumnOrder", 17)
                .OldAnnotation("Relational:ColumnOrder", 18);

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
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity or canonical.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical or gap.");
        }
    }
}
