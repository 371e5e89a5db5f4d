using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Events : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "event",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed it is about."),
                    kind = table.Column<string>(type: "text", nullable: false, comment: "broken, gone or quarantined."),
                    detail = table.Column<string>(type: "text", nullable: false, comment: "What happened last and what to do, in one line."),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it was first noticed."),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it was last noticed."),
                    count = table.Column<int>(type: "integer", nullable: false, comment: "How often it was noticed."),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When it was over, or an operator closed it; null while it lasts.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("event_pkey", x => x.id);
                },
                comment: "What operators should know: opened once, closed when over.");

            migrationBuilder.CreateTable(
                name: "quarantine",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed that listed it."),
                    key = table.Column<Guid>(type: "uuid", nullable: false, comment: "The item's own key in its feed: each is kept once."),
                    reason = table.Column<string>(type: "text", nullable: false, comment: "Why it was kept out, in one line."),
                    item = table.Column<string>(type: "jsonb", nullable: false, comment: "The item as the feed stated it."),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it was kept out."),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When an operator released it into the article table; null while it is kept.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("quarantine_pkey", x => x.id);
                },
                comment: "Items kept out of the article table, with their reasons, until they are released.");

            migrationBuilder.CreateIndex(
                name: "event_open",
                table: "event",
                columns: new[] { "feed_id", "kind" },
                unique: true,
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "event_opened_at",
                table: "event",
                column: "opened_at");

            migrationBuilder.CreateIndex(
                name: "quarantine_feed_id",
                table: "quarantine",
                column: "feed_id",
                filter: "released_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "quarantine_key",
                table: "quarantine",
                column: "key",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "event");

            migrationBuilder.DropTable(
                name: "quarantine");
        }
    }
}
