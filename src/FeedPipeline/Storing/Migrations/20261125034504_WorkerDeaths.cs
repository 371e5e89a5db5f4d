using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class WorkerDeaths : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "deaths",
                table: "feed_schedule",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "Workers in a row that died with it in hand; 0 since a poll that ended.")
                .Annotation("Relational:ColumnOrder", 13);

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing, gap or poison.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing or gap.");

            migrationBuilder.CreateIndex(
                name: "feed_schedule_deaths",
                table: "feed_schedule",
                column: "deaths",
                filter: "deaths > 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "feed_schedule_deaths",
                table: "feed_schedule");

            migrationBuilder.DropColumn(
                name: "deaths",
                table: "feed_schedule");

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing or gap.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing, gap or poison.");
        }
    }
}
