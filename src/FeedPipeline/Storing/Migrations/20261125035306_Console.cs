using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Console : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "operator",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false, comment: "1: there is one operator."),
                    password = table.Column<string>(type: "text", nullable: false, comment: "The password's hash (PBKDF2), with its salt and rounds."),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When the password was set.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("operator_pkey", x => x.id);
                },
                comment: "Who may sign in to the console. Not for readers.");

            migrationBuilder.CreateTable(
                name: "operator_link",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false, comment: "SHA-256 of the link's secret."),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "Until when it is good.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("operator_link_pkey", x => x.hash);
                },
                comment: "Links under which the operator's password may be set, once. Not for readers.");

            migrationBuilder.CreateTable(
                name: "operator_session",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false, comment: "SHA-256 of what the browser's cookie holds."),
                    address = table.Column<string>(type: "text", nullable: false, comment: "Where it signed in from."),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it signed in."),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it last asked for something, to the minute.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("operator_session_pkey", x => x.id);
                },
                comment: "Browsers that are signed in to the console. Not for readers.");

            migrationBuilder.CreateTable(
                name: "protection_key",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    xml = table.Column<string>(type: "text", nullable: false, comment: "The key, as ASP.NET writes it."),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()", comment: "When it was made.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("protection_key_pkey", x => x.id);
                },
                comment: "Keys that sign and seal what the console's forms hand back; all workers share them. Not for readers.");

            migrationBuilder.CreateIndex(
                name: "operator_session_hash",
                table: "operator_session",
                column: "hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "operator");

            migrationBuilder.DropTable(
                name: "operator_link");

            migrationBuilder.DropTable(
                name: "operator_session");

            migrationBuilder.DropTable(
                name: "protection_key");
        }
    }
}
