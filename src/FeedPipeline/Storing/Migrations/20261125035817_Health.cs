using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Health : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "completeness",
                table: "feed_memory",
                type: "bytea",
                nullable: true,
                comment: "Which fields its new articles have, over the long run and lately; null before the first.")
                .Annotation("Relational:ColumnOrder", 20);

            migrationBuilder.AlterColumn<string>(
                name: "schedule",
                table: "feed_definition",
                type: "text",
                nullable: false,
                comment: "adaptive, adaptive within TIME, every INTERVAL, cron EXPRESSION or cron EXPRESSION in ZONE.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "adaptive, every INTERVAL or cron EXPRESSION.");

            migrationBuilder.AddColumn<string>(
                name: "quiet",
                table: "feed_definition",
                type: "text",
                nullable: true,
                comment: "Hours in which it is left alone: 22:00-06:00 Europe/Berlin; null without.")
                .Annotation("Relational:ColumnOrder", 19);

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing, gap, poison, quiet or drifting.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing, gap or poison.");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "tell_at",
                table: "event",
                type: "timestamp with time zone",
                nullable: true,
                comment: "When it is told again, because a webhook did not take it; null when nothing failed.")
                .Annotation("Relational:ColumnOrder", 10);

            migrationBuilder.AddColumn<int>(
                name: "told",
                table: "event",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "What of it was told to the log and to webhooks: 0 nothing, 1 that it opened, 2 that it is over.")
                .Annotation("Relational:ColumnOrder", 9);

            migrationBuilder.CreateIndex(
                name: "event_untold",
                table: "event",
                column: "id",
                filter: "told = 0 OR (told = 1 AND closed_at IS NOT NULL)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "event_untold",
                table: "event");

            migrationBuilder.DropColumn(
                name: "completeness",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "quiet",
                table: "feed_definition");

            migrationBuilder.DropColumn(
                name: "tell_at",
                table: "event");

            migrationBuilder.DropColumn(
                name: "told",
                table: "event");

            migrationBuilder.AlterColumn<string>(
                name: "schedule",
                table: "feed_definition",
                type: "text",
                nullable: false,
                comment: "adaptive, every INTERVAL or cron EXPRESSION.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "adaptive, adaptive within TIME, every INTERVAL, cron EXPRESSION or cron EXPRESSION in ZONE.");

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing, gap or poison.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing, gap, poison, quiet or drifting.");
        }
    }
}
