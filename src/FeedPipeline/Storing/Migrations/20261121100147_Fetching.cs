using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Fetching : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "proved_at",
                table: "feed_schedule",
                type: "timestamp with time zone",
                nullable: true,
                comment: "When the server last sent a whole document.")
                .Annotation("Relational:ColumnOrder", 11);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ready_at",
                table: "feed_schedule",
                type: "timestamp with time zone",
                nullable: true,
                comment: "While in the future, it waits because of its host: too many polls there, or a request for patience.")
                .Annotation("Relational:ColumnOrder", 10);

            migrationBuilder.AddColumn<int>(
                name: "unproved",
                table: "feed_schedule",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "Answers 304 since then.")
                .Annotation("Relational:ColumnOrder", 12);

            migrationBuilder.AddColumn<int>(
                name: "moving_count",
                table: "feed_memory",
                type: "integer",
                nullable: true,
                comment: "How often in a row they did.")
                .Annotation("Relational:ColumnOrder", 11);

            migrationBuilder.AddColumn<bool>(
                name: "moving_overlaps",
                table: "feed_memory",
                type: "boolean",
                nullable: true,
                comment: "Whether the document there listed what the feed is known for.")
                .Annotation("Relational:ColumnOrder", 12);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "moving_since",
                table: "feed_memory",
                type: "timestamp with time zone",
                nullable: true,
                comment: "When they first led there.")
                .Annotation("Relational:ColumnOrder", 10);

            migrationBuilder.AddColumn<string>(
                name: "moving_to",
                table: "feed_memory",
                type: "text",
                nullable: true,
                comment: "Where permanent redirects lead; null without.")
                .Annotation("Relational:ColumnOrder", 9);

            migrationBuilder.AddColumn<int>(
                name: "skipped_days",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "Days on which the publisher asks not to be polled: bit n for day n, Sunday being 0.")
                .Annotation("Relational:ColumnOrder", 7);

            migrationBuilder.AddColumn<int>(
                name: "skipped_hours",
                table: "feed_memory",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "Hours in which the publisher asks not to be polled: bit n for hour n, UTC.")
                .Annotation("Relational:ColumnOrder", 6);

            migrationBuilder.AddColumn<TimeSpan>(
                name: "update_interval",
                table: "feed_memory",
                type: "interval",
                nullable: true,
                comment: "How often the publisher asks to be polled (ttl, updatePeriod); null when not stated.")
                .Annotation("Relational:ColumnOrder", 5);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "validators_lie_at",
                table: "feed_memory",
                type: "timestamp with time zone",
                nullable: true,
                comment: "When the server answered 304 although the document had changed; its validators are not used for 30 days.")
                .Annotation("Relational:ColumnOrder", 8);

            migrationBuilder.AddColumn<string>(
                name: "tls_exception",
                table: "feed_definition",
                type: "text",
                nullable: true,
                comment: "Why its host may show any certificate, in the operator's words; null while it must prove itself.")
                .Annotation("Relational:ColumnOrder", 13);

            migrationBuilder.AddColumn<string>(
                name: "domain",
                table: "feed_definition",
                type: "text",
                nullable: false,
                computedColumnSql: "CASE WHEN lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) ~ '^[0-9.]+$|\\[' THEN lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) ELSE COALESCE(substring(lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)')) from '[^.]+\\.(?:(?:co|com|net|org|gov|gob|gouv|edu|ac|or|ne|go|mil|nom)\\.[a-z]{2}|[^.]+)$'), lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)'))) END",
                stored: true,
                comment: "Registrable domain of host: what stands before com, or before co.uk and its like; an address stays as it is.")
                .Annotation("Relational:ColumnOrder", 15);

            migrationBuilder.AddColumn<string>(
                name: "host",
                table: "feed_definition",
                type: "text",
                nullable: false,
                computedColumnSql: "lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\\[[^]]*\\]|[^/:?#]*)'))",
                stored: true,
                comment: "Host of url, by which polls keep their distance.")
                .Annotation("Relational:ColumnOrder", 14);

            migrationBuilder.CreateTable(
                name: "feed_credential",
                columns: table => new
                {
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed."),
                    origin = table.Column<string>(type: "text", nullable: false, comment: "Scheme, host and port that they were given for; no other is shown them."),
                    names = table.Column<string>(type: "text", nullable: false, comment: "Names of the headers, for people."),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false, comment: "Number of the key, nonce, tag and ciphertext."),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()", comment: "When they were given.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("feed_credential_pkey", x => x.feed_id);
                    table.ForeignKey(
                        name: "feed_credential_feed_id_fkey",
                        column: x => x.feed_id,
                        principalTable: "feed_definition",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "Credentials and headers of feeds, sealed (AES-GCM) with a key that is not in the database. Not for readers.");

            migrationBuilder.CreateTable(
                name: "feed_url",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed."),
                    url = table.Column<string>(type: "text", nullable: false, comment: "Where its document was requested from then on."),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()", comment: "From when on."),
                    reason = table.Column<string>(type: "text", nullable: false, comment: "Who said so: added, operator or redirect.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("feed_url_pkey", x => x.id);
                },
                comment: "The addresses that feeds had, and have: each holds until the next of its feed.");

            migrationBuilder.CreateTable(
                name: "host",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, comment: "Host name; with a dot in front, every host under that domain."),
                    next_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "Earliest begin of the next poll there; null when there is no pause between two."),
                    paused_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "Until when it asked to be left alone (Retry-After).")
                },
                constraints: table =>
                {
                    table.PrimaryKey("host_pkey", x => x.name);
                },
                comment: "When the next poll may begin at a host, for all workers.");

            migrationBuilder.CreateIndex(
                name: "feed_schedule_lease_until",
                table: "feed_schedule",
                column: "lease_until",
                filter: "lease_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "feed_url_feed_id",
                table: "feed_url",
                columns: new[] { "feed_id", "id" });

            migrationBuilder.Sql("INSERT INTO feed_url (feed_id, url, since, reason) SELECT id, url, added_at, 'added' FROM feed_definition");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "feed_credential");

            migrationBuilder.DropTable(
                name: "feed_url");

            migrationBuilder.DropTable(
                name: "host");

            migrationBuilder.DropIndex(
                name: "feed_schedule_lease_until",
                table: "feed_schedule");

            migrationBuilder.DropColumn(
                name: "domain",
                table: "feed_definition");

            migrationBuilder.DropColumn(
                name: "host",
                table: "feed_definition");

            migrationBuilder.DropColumn(
                name: "proved_at",
                table: "feed_schedule");

            migrationBuilder.DropColumn(
                name: "ready_at",
                table: "feed_schedule");

            migrationBuilder.DropColumn(
                name: "unproved",
                table: "feed_schedule");

            migrationBuilder.DropColumn(
                name: "moving_count",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "moving_overlaps",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "moving_since",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "moving_to",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "skipped_days",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "skipped_hours",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "update_interval",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "validators_lie_at",
                table: "feed_memory");

            migrationBuilder.DropColumn(
                name: "tls_exception",
                table: "feed_definition");
        }
    }
}
