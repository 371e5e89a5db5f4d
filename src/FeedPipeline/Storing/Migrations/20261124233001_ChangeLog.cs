using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class ChangeLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "opened_at",
                table: "event",
                type: "timestamp with time zone",
                nullable: false,
                comment: "When it was first noticed.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldComment: "When it was first noticed.")
                .Annotation("Relational:ColumnOrder", 5)
                .OldAnnotation("Relational:ColumnOrder", 4);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "last_at",
                table: "event",
                type: "timestamp with time zone",
                nullable: false,
                comment: "When it was last noticed.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldComment: "When it was last noticed.")
                .Annotation("Relational:ColumnOrder", 6)
                .OldAnnotation("Relational:ColumnOrder", 5);

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical or webhook_failing.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity or canonical.")
                .Annotation("Relational:ColumnOrder", 3)
                .OldAnnotation("Relational:ColumnOrder", 2);

            migrationBuilder.AlterColumn<long>(
                name: "feed_id",
                table: "event",
                type: "bigint",
                nullable: true,
                comment: "The feed it is about; null when it is about a webhook.",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldComment: "The feed it is about.");

            migrationBuilder.AlterColumn<string>(
                name: "detail",
                table: "event",
                type: "text",
                nullable: false,
                comment: "What happened last and what to do, in one line.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "What happened last and what to do, in one line.")
                .Annotation("Relational:ColumnOrder", 4)
                .OldAnnotation("Relational:ColumnOrder", 3);

            migrationBuilder.AlterColumn<int>(
                name: "count",
                table: "event",
                type: "integer",
                nullable: false,
                comment: "How often it was noticed.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldComment: "How often it was noticed.")
                .Annotation("Relational:ColumnOrder", 7)
                .OldAnnotation("Relational:ColumnOrder", 6);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "closed_at",
                table: "event",
                type: "timestamp with time zone",
                nullable: true,
                comment: "When it was over, or an operator closed it; null while it lasts.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldComment: "When it was over, or an operator closed it; null while it lasts.")
                .Annotation("Relational:ColumnOrder", 8)
                .OldAnnotation("Relational:ColumnOrder", 7);

            migrationBuilder.AddColumn<long>(
                name: "webhook_id",
                table: "event",
                type: "bigint",
                nullable: true,
                comment: "The webhook it is about; null when it is about a feed.")
                .Annotation("Relational:ColumnOrder", 2);

            migrationBuilder.AddColumn<long>(
                name: "batch",
                table: "change",
                type: "bigint",
                nullable: false,
                defaultValueSql: "change_batch()",
                comment: "The number of its transaction; change_commit says in which order these became visible.")
                .Annotation("Relational:ColumnOrder", 7);

            migrationBuilder.CreateTable(
                name: "change_commit",
                columns: table => new
                {
                    place = table.Column<long>(type: "bigint", nullable: false, comment: "Order of the commits; gaps are normal. Whoever sees one sees all before it.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    batch = table.Column<long>(type: "bigint", nullable: false, comment: "The number that its changes carry."),
                    changes = table.Column<int>(type: "integer", nullable: false, comment: "How many changes it wrote."),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "clock_timestamp()", comment: "When it was about to commit.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("change_commit_pkey", x => x.place);
                },
                comment: "Transactions that wrote changes, in the order in which they became visible.");

            migrationBuilder.CreateTable(
                name: "change_log",
                columns: table => new
                {
                    one = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true, comment: "True: there is one row."),
                    pruned_place = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L, comment: "The commit of the last change that was pruned; 0 while nothing was."),
                    pruned_seq = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L, comment: "That change."),
                    pruned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When it was pruned; null while nothing was.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("change_log_pkey", x => x.one);
                    table.CheckConstraint("change_log_one_row", "one");
                },
                comment: "Where the change log begins, in one row: after the last change that was pruned.");

            migrationBuilder.CreateTable(
                name: "consumer",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, comment: "What it calls itself; webhook:ID is a webhook."),
                    place = table.Column<long>(type: "bigint", nullable: false, comment: "The commit of the last change that it is done with; 0 before the first."),
                    seq = table.Column<long>(type: "bigint", nullable: false, comment: "That change."),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()", comment: "When it was first heard of."),
                    committed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When it last saved a cursor; null before.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("consumer_pkey", x => x.name);
                },
                comment: "Programs that follow the change log, and how far they came. read_changes makes one, commit_changes moves its cursor.");

            migrationBuilder.CreateTable(
                name: "webhook",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    url = table.Column<string>(type: "text", nullable: false, comment: "Where changes are posted."),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false, comment: "Key of the signatures: number of the sealing key, nonce, tag and ciphertext (AES-GCM)."),
                    kinds = table.Column<string[]>(type: "text[]", nullable: false, comment: "Kinds of change that it wants; empty for all."),
                    feeds = table.Column<long[]>(type: "bigint[]", nullable: false, comment: "Feeds of which one must list the article; empty for all."),
                    languages = table.Column<string[]>(type: "text[]", nullable: false, comment: "Languages of which one must be the article's; empty for all."),
                    tags = table.Column<string[]>(type: "text[]", nullable: false, comment: "Operator's labels of which a feed that lists the article must have one; empty for all."),
                    article = table.Column<bool>(type: "boolean", nullable: false, comment: "Whether the article goes with the change."),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()", comment: "When it was added."),
                    stopped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "Set when the receiver said that it is gone (410), until an operator tries it again."),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "Until when a worker has it."),
                    fence = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L, comment: "Number of the latest claim: progress is only saved under it."),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0, comment: "Failed tries of the change that is next."),
                    next_try_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()", comment: "When it is tried next."),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When it last took a change; null before."),
                    delivered = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L, comment: "Changes that it took."),
                    problem = table.Column<string>(type: "text", nullable: true, comment: "What went wrong last, in one line; null when the last try went well.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("webhook_pkey", x => x.id);
                },
                comment: "Addresses that are told of changes. Each is a consumer, named webhook:ID, whose cursor moves when a change was delivered or given up. Not for readers.");

            migrationBuilder.CreateTable(
                name: "webhook_dead_letter",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    webhook_id = table.Column<long>(type: "bigint", nullable: false, comment: "The webhook."),
                    cursor = table.Column<string>(type: "text", nullable: false, comment: "The change's place in the log."),
                    change = table.Column<string>(type: "jsonb", nullable: false, comment: "The change, as the log had it."),
                    attempts = table.Column<int>(type: "integer", nullable: false, comment: "Tries."),
                    problem = table.Column<string>(type: "text", nullable: false, comment: "Why the last one failed, in one line."),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()", comment: "When it was given up, or last tried again.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("webhook_dead_letter_pkey", x => x.id);
                    table.ForeignKey(
                        name: "webhook_dead_letter_webhook_id_fkey",
                        column: x => x.webhook_id,
                        principalTable: "webhook",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "Changes that a webhook did not take after all tries, until an operator sends them again. Not for readers.");

            migrationBuilder.CreateIndex(
                name: "event_open_webhook",
                table: "event",
                columns: new[] { "webhook_id", "kind" },
                unique: true,
                filter: "closed_at IS NULL AND webhook_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "change_batch_seq_key",
                table: "change",
                columns: new[] { "batch", "seq" });

            migrationBuilder.CreateIndex(
                name: "change_commit_batch",
                table: "change_commit",
                column: "batch",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "webhook_dead_letter_webhook_id",
                table: "webhook_dead_letter",
                columns: new[] { "webhook_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "change_commit");

            migrationBuilder.DropTable(
                name: "change_log");

            migrationBuilder.DropTable(
                name: "consumer");

            migrationBuilder.DropTable(
                name: "webhook_dead_letter");

            migrationBuilder.DropTable(
                name: "webhook");

            migrationBuilder.DropIndex(
                name: "event_open_webhook",
                table: "event");

            migrationBuilder.DropIndex(
                name: "change_batch_seq_key",
                table: "change");

            migrationBuilder.DropColumn(
                name: "webhook_id",
                table: "event");

            migrationBuilder.DropColumn(
                name: "batch",
                table: "change");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "opened_at",
                table: "event",
                type: "timestamp with time zone",
                nullable: false,
                comment: "When it was first noticed.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldComment: "When it was first noticed.")
                .Annotation("Relational:ColumnOrder", 4)
                .OldAnnotation("Relational:ColumnOrder", 5);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "last_at",
                table: "event",
                type: "timestamp with time zone",
                nullable: false,
                comment: "When it was last noticed.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldComment: "When it was last noticed.")
                .Annotation("Relational:ColumnOrder", 5)
                .OldAnnotation("Relational:ColumnOrder", 6);

            migrationBuilder.AlterColumn<string>(
                name: "kind",
                table: "event",
                type: "text",
                nullable: false,
                comment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity or canonical.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical or webhook_failing.")
                .Annotation("Relational:ColumnOrder", 2)
                .OldAnnotation("Relational:ColumnOrder", 3);

            migrationBuilder.AlterColumn<long>(
                name: "feed_id",
                table: "event",
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                comment: "The feed it is about.",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "The feed it is about; null when it is about a webhook.");

            migrationBuilder.AlterColumn<string>(
                name: "detail",
                table: "event",
                type: "text",
                nullable: false,
                comment: "What happened last and what to do, in one line.",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "What happened last and what to do, in one line.")
                .Annotation("Relational:ColumnOrder", 3)
                .OldAnnotation("Relational:ColumnOrder", 4);

            migrationBuilder.AlterColumn<int>(
                name: "count",
                table: "event",
                type: "integer",
                nullable: false,
                comment: "How often it was noticed.",
                oldClrType: typeof(int),
                oldType: "integer",
                oldComment: "How often it was noticed.")
                .Annotation("Relational:ColumnOrder", 6)
                .OldAnnotation("Relational:ColumnOrder", 7);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "closed_at",
                table: "event",
                type: "timestamp with time zone",
                nullable: true,
                comment: "When it was over, or an operator closed it; null while it lasts.",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldComment: "When it was over, or an operator closed it; null while it lasts.")
                .Annotation("Relational:ColumnOrder", 7)
                .OldAnnotation("Relational:ColumnOrder", 8);
        }
    }
}
