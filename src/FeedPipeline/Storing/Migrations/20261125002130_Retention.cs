using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Retention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<TimeSpan>(
                name: "keep_age",
                table: "feed_definition",
                type: "interval",
                nullable: true,
                comment: "How long its articles are kept after the last feed dropped them; null for what goes for all.")
                .Annotation("Relational:ColumnOrder", 17);

            migrationBuilder.AddColumn<int>(
                name: "keep_count",
                table: "feed_definition",
                type: "integer",
                nullable: true,
                comment: "How many of its articles are kept, the newest; null for what goes for all.")
                .Annotation("Relational:ColumnOrder", 18);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "keep_age",
                table: "feed_definition");

            migrationBuilder.DropColumn(
                name: "keep_count",
                table: "feed_definition");
        }
    }
}
