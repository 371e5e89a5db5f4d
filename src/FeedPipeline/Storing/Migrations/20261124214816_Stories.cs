using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Stories : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "story_id_seq");

            migrationBuilder.CreateTable(
                name: "story",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused."),
                    headline = table.Column<string>(type: "text", nullable: false, comment: "Headline of its first article."),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When its first article was published, or seen where nobody says."),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When its latest article was published, or seen where nobody says."),
                    article_count = table.Column<int>(type: "integer", nullable: false, comment: "Articles that have its id; 0 when it was merged into another."),
                    language = table.Column<string>(type: "text", nullable: false, comment: "Primary language subtag (BCP 47) of its articles; und when nobody says."),
                    merged_into = table.Column<long>(type: "bigint", nullable: true, comment: "The story that took its articles; null while it stands.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("story_pkey", x => x.id);
                },
                comment: "Articles about the same event, at least two. A label of articles, reversible.");

            migrationBuilder.CreateTable(
                name: "story_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When."),
                    kind = table.Column<string>(type: "text", nullable: false, comment: "merged or split."),
                    story_id = table.Column<long>(type: "bigint", nullable: false, comment: "The story that stayed."),
                    other_id = table.Column<long>(type: "bigint", nullable: false, comment: "The story that was merged into it, or that was split off."),
                    likeness = table.Column<float>(type: "real", nullable: false, comment: "How alike the two were, 0 to 1.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("story_log_pkey", x => x.id);
                },
                comment: "Stories that were merged or split, with the reason.");

            migrationBuilder.CreateTable(
                name: "story_report",
                columns: table => new
                {
                    article_id = table.Column<long>(type: "bigint", nullable: false, comment: "The article."),
                    thread_id = table.Column<long>(type: "bigint", nullable: false, comment: "Its thread."),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it was published, but never later than it was seen."),
                    headline = table.Column<string>(type: "text", nullable: false, comment: "Its headline then."),
                    likeness = table.Column<float>(type: "real", nullable: true, comment: "To its thread when it joined, 0 to 1; null where the thread begins with it."),
                    terms = table.Column<int[]>(type: "integer[]", nullable: false, comment: "Hashes of what it speaks of, heaviest first."),
                    weights = table.Column<float[]>(type: "real[]", nullable: false, comment: "Weight of each term.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("story_report_pkey", x => x.article_id);
                },
                comment: "Articles that were put into a thread, with what they speak of. Kept for a while.");

            migrationBuilder.CreateTable(
                name: "story_thread",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "nextval('story_id_seq')", comment: "Never reused; also the story's."),
                    language = table.Column<string>(type: "text", nullable: false, comment: "Primary language subtag; und when nobody says."),
                    headline = table.Column<string>(type: "text", nullable: false, comment: "Headline of the first report."),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "Time of the first report."),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "Time of the latest report."),
                    reports = table.Column<int>(type: "integer", nullable: false, comment: "How many reports it has."),
                    terms = table.Column<int[]>(type: "integer[]", nullable: false, comment: "Hashes of what its reports speak of, heaviest first."),
                    weights = table.Column<float[]>(type: "real[]", nullable: false, comment: "Weight of each term.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("story_thread_pkey", x => x.id);
                },
                comment: "Events that reports may still come of, also those with one report so far. Kept for a while; the story of a thread has its id.");

            migrationBuilder.CreateTable(
                name: "story_word",
                columns: table => new
                {
                    term = table.Column<int>(type: "integer", nullable: false, comment: "Hash of the term."),
                    documents = table.Column<float>(type: "real", nullable: false, comment: "Reports that had it, as of at."),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it was counted last.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("story_word_pkey", x => x.term);
                },
                comment: "How many recent reports have a term; older ones count less and less.");

            migrationBuilder.CreateTable(
                name: "story_term",
                columns: table => new
                {
                    term = table.Column<int>(type: "integer", nullable: false, comment: "Hash of the term."),
                    thread_id = table.Column<long>(type: "bigint", nullable: false, comment: "The thread.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("story_term_pkey", x => new { x.term, x.thread_id });
                    table.ForeignKey(
                        name: "story_term_thread_id_fkey",
                        column: x => x.thread_id,
                        principalTable: "story_thread",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "The heaviest terms of each thread: threads are found by them.");

            migrationBuilder.CreateIndex(
                name: "article_story_id",
                table: "article",
                column: "story_id",
                filter: "story_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "story_last_at",
                table: "story",
                columns: new[] { "last_at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "story_log_story_id",
                table: "story_log",
                column: "story_id");

            migrationBuilder.CreateIndex(
                name: "story_report_at",
                table: "story_report",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "story_report_thread_id",
                table: "story_report",
                column: "thread_id");

            migrationBuilder.CreateIndex(
                name: "story_term_thread_id",
                table: "story_term",
                column: "thread_id");

            migrationBuilder.CreateIndex(
                name: "story_thread_last_at",
                table: "story_thread",
                column: "last_at");

            migrationBuilder.CreateIndex(
                name: "story_word_at",
                table: "story_word",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "story");

            migrationBuilder.DropTable(
                name: "story_log");

            migrationBuilder.DropTable(
                name: "story_report");

            migrationBuilder.DropTable(
                name: "story_term");

            migrationBuilder.DropTable(
                name: "story_word");

            migrationBuilder.DropTable(
                name: "story_thread");

            migrationBuilder.DropIndex(
                name: "article_story_id",
                table: "article");

            migrationBuilder.DropSequence(
                name: "story_id_seq");
        }
    }
}
