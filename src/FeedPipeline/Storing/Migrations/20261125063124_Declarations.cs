using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Declarations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "owner",
                table: "feed_definition",
                type: "text",
                nullable: true,
                comment: "Who answers for it, in the operator's words; null while nobody is named.")
                .Annotation("Relational:ColumnOrder", 20);

            migrationBuilder.AddColumn<string>(
                name: "reference",
                table: "feed_credential",
                type: "text",
                nullable: true,
                comment: "Where a declaring file says that they stand, as JSON; null for those that were set by hand.")
                .Annotation("Relational:ColumnOrder", 5);

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing, gap, poison, quiet or drifting.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing, gap or poison.");

            migrationBuilder.CreateTable(
                name: "page_rule",
                columns: table => new
                {
                    position = table.Column<int>(type: "integer", nullable: false, comment: "Place in the file, from 1."),
                    rule = table.Column<string>(type: "text", nullable: false, comment: "The rule, as YAML.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("page_rule_pkey", x => x.position);
                },
                comment: "What operators say about the pages of feeds and sites, as the last file declared it.");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "page_rule");

            migrationBuilder.DropColumn(
                name: "owner",
                table: "feed_definition");

            migrationBuilder.DropColumn(
                name: "reference",
                table: "feed_credential");

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
