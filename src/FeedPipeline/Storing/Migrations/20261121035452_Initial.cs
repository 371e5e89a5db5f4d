using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FeedPipeline.Storing.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "article",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused; a merged article keeps its row and points to the other.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    headline = table.Column<string>(type: "text", nullable: false, comment: "Plain text, one line, no site suffix."),
                    dek = table.Column<string>(type: "text", nullable: true, comment: "The standfirst; null when the feed and the page have none. Never a copy of the body's beginning."),
                    byline = table.Column<string>(type: "text", nullable: true, comment: "As published, without \"By\"."),
                    authors = table.Column<string[]>(type: "text[]", nullable: false, comment: "People and desks, in order, without roles, places or e-mail addresses."),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "First publication; null when nobody says. Never invented. Day precision is stored as 00:00 UTC."),
                    published_precision = table.Column<string>(type: "text", nullable: false, comment: "unknown, day, minute or second."),
                    published_offset = table.Column<TimeSpan>(type: "interval", nullable: true, comment: "The publisher's offset from UTC; null when not stated."),
                    modified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "Last change, as the publisher states it."),
                    photo_credit = table.Column<string>(type: "text", nullable: true, comment: "Who made the lead image."),
                    photo_caption = table.Column<string>(type: "text", nullable: true, comment: "What the lead image shows."),
                    photo_url = table.Column<string>(type: "text", nullable: true, comment: "Address of the lead image."),
                    body = table.Column<string>(type: "text", nullable: true, comment: "Plain paragraphs joined by one blank line; no furniture, byline or credit lines. Null when nothing could be had."),
                    body_html = table.Column<string>(type: "text", nullable: true, comment: "Sanitised XHTML of the same content."),
                    body_source = table.Column<string>(type: "text", nullable: false, comment: "feed, page or summary (only a summary could be had)."),
                    language = table.Column<string>(type: "text", nullable: true, comment: "BCP 47; null when not known."),
                    url = table.Column<string>(type: "text", nullable: true, comment: "The page, as linked."),
                    canonical_url = table.Column<string>(type: "text", nullable: true, comment: "The comparison key's readable form; never requested."),
                    section = table.Column<string>(type: "text", nullable: true, comment: "The publisher's section."),
                    tags = table.Column<string[]>(type: "text[]", nullable: false, comment: "The publisher's tags, in order, each once."),
                    guid = table.Column<string>(type: "text", nullable: true, comment: "As the feed in feed_id states it."),
                    access = table.Column<string>(type: "text", nullable: false, comment: "free, partial or paywalled."),
                    rights = table.Column<string>(type: "text", nullable: true, comment: "The stated licence or notice."),
                    enclosures = table.Column<string>(type: "jsonb", nullable: false, comment: "Attached media: [{url, type, length}]."),
                    word_count = table.Column<int>(type: "integer", nullable: false, comment: "Words of body."),
                    provenance = table.Column<string>(type: "jsonb", nullable: false, comment: "Per column: where it came from (feed:title, rule:first-words, ...)."),
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed that brought it first; all feeds are in sighting."),
                    revision = table.Column<int>(type: "integer", nullable: false, comment: "1 at first; +1 for each change of content. Earlier states are in article_revision."),
                    copy_of = table.Column<long>(type: "bigint", nullable: true, comment: "The article of which this is a copy (same text elsewhere); null for originals. A label, reversible."),
                    merged_into = table.Column<long>(type: "bigint", nullable: true, comment: "Set when an operator merged it; reversible."),
                    story_id = table.Column<long>(type: "bigint", nullable: true, comment: "Articles about the same event."),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "The publisher took it out of the feed before its time or withdrew it."),
                    first_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When FeedPipeline first saw it."),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When this row last changed.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("article_pkey", x => x.id);
                },
                comment: "News items in the seed article format, one of each. Never deleted because something looks like a copy.");

            migrationBuilder.CreateTable(
                name: "change",
                columns: table => new
                {
                    seq = table.Column<long>(type: "bigint", nullable: false, comment: "Place in the log; gaps are normal.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    article_id = table.Column<long>(type: "bigint", nullable: false, comment: "The article."),
                    kind = table.Column<string>(type: "text", nullable: false, comment: "created, revised, labelled, merged, unmerged, withdrawn or deleted."),
                    @class = table.Column<string>(name: "class", type: "text", nullable: true, comment: "Of a revision: cosmetic, headline or update; null otherwise."),
                    revision = table.Column<int>(type: "integer", nullable: false, comment: "The article's revision after the change."),
                    changed_fields = table.Column<string[]>(type: "text[]", nullable: false, comment: "Columns of article that changed; empty for a new article."),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("change_pkey", x => x.seq);
                },
                comment: "The change log: an entry for every change of an article, written in the change's own transaction.");

            migrationBuilder.CreateTable(
                name: "feed_definition",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false, comment: "Unique, chosen by the operator or taken from the feed's title."),
                    url = table.Column<string>(type: "text", nullable: false, comment: "Where the document is requested."),
                    site_url = table.Column<string>(type: "text", nullable: true, comment: "The site as the feed links it; null until the first document."),
                    title = table.Column<string>(type: "text", nullable: true, comment: "The feed's own title; null until the first document."),
                    format = table.Column<string>(type: "text", nullable: true, comment: "Format of the last document that could be read."),
                    language = table.Column<string>(type: "text", nullable: true, comment: "BCP 47, as the feed states it."),
                    schedule = table.Column<string>(type: "text", nullable: false, comment: "adaptive, every INTERVAL or cron EXPRESSION."),
                    full_text = table.Column<string>(type: "text", nullable: false, comment: "auto, always or never."),
                    tags = table.Column<string[]>(type: "text[]", nullable: false, comment: "The operator's labels."),
                    paused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "Set while the operator has paused it."),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()", comment: "When it was configured."),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "When it was removed; its articles and sightings stay.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("feed_definition_pkey", x => x.id);
                },
                comment: "Sources as operators configured them; programs read the view feed.");

            migrationBuilder.CreateTable(
                name: "poll",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed."),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "Begin of the first attempt."),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "Begin of the last attempt that this row counts."),
                    count = table.Column<int>(type: "integer", nullable: false, comment: "Attempts that this row counts."),
                    outcome = table.Column<string>(type: "text", nullable: false, comment: "stored, unchanged, not_modified, or the class of the failure."),
                    http_status = table.Column<int>(type: "integer", nullable: true, comment: "Status of the last response; null when none came."),
                    bytes_wire = table.Column<long>(type: "bigint", nullable: false, comment: "Body bytes on the wire, of the last attempt."),
                    bytes_body = table.Column<long>(type: "bigint", nullable: false, comment: "Body bytes after decoding, of the last attempt."),
                    elapsed_ms = table.Column<int>(type: "integer", nullable: false, comment: "Milliseconds from request to verdict, of the last attempt."),
                    items = table.Column<int>(type: "integer", nullable: false, comment: "Items in the document."),
                    @new = table.Column<int>(name: "new", type: "integer", nullable: false, comment: "Articles that were new."),
                    revised = table.Column<int>(type: "integer", nullable: false, comment: "Articles whose content changed."),
                    hops = table.Column<string[]>(type: "text[]", nullable: false, comment: "Addresses a redirect led through, in order."),
                    repairs = table.Column<int>(type: "integer", nullable: false, comment: "Repairs that reading made to the document."),
                    detail = table.Column<string>(type: "text", nullable: true, comment: "What happened and what to do, in one line; null when all went well.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("poll_pkey", x => x.id);
                },
                comment: "Attempts to fetch a feed. Attempts that found nothing extend one row for up to an hour.");

            migrationBuilder.CreateTable(
                name: "article_key",
                columns: table => new
                {
                    key = table.Column<Guid>(type: "uuid", nullable: false, comment: "First 128 bits of a SHA-256 of kind, scope and words."),
                    article_id = table.Column<long>(type: "bigint", nullable: false, comment: "The article it identifies."),
                    kind = table.Column<string>(type: "text", nullable: false, comment: "guid, link and text within a feed; url across all feeds.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("article_key_pkey", x => x.key);
                    table.ForeignKey(
                        name: "article_key_article_id_fkey",
                        column: x => x.article_id,
                        principalTable: "article",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "What identifies an article. Its primary key is what keeps one of each.");

            migrationBuilder.CreateTable(
                name: "article_revision",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    article_id = table.Column<long>(type: "bigint", nullable: false, comment: "The article."),
                    revision = table.Column<int>(type: "integer", nullable: false, comment: "Number of the state kept here, from 1."),
                    @class = table.Column<string>(name: "class", type: "text", nullable: false, comment: "What kind of change ended this state: cosmetic, headline or update."),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it was replaced."),
                    headline = table.Column<string>(type: "text", nullable: false, comment: "Headline of this state."),
                    dek = table.Column<string>(type: "text", nullable: true, comment: "Dek of this state."),
                    byline = table.Column<string>(type: "text", nullable: true, comment: "Byline of this state."),
                    body = table.Column<string>(type: "text", nullable: true, comment: "Body of this state."),
                    changed_fields = table.Column<string[]>(type: "text[]", nullable: false, comment: "Columns of article that the change touched."),
                    diff = table.Column<string>(type: "text", nullable: true, comment: "The body's change by paragraph, lines begun with - or +; null when the body did not change.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("article_revision_pkey", x => x.id);
                    table.ForeignKey(
                        name: "article_revision_article_id_fkey",
                        column: x => x.article_id,
                        principalTable: "article",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "Earlier states of articles, one for each change of content.");

            migrationBuilder.CreateTable(
                name: "sighting",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false, comment: "Never reused.")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    article_id = table.Column<long>(type: "bigint", nullable: false, comment: "The article."),
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed that lists it."),
                    guid = table.Column<string>(type: "text", nullable: true, comment: "As this feed states it."),
                    url = table.Column<string>(type: "text", nullable: true, comment: "As this feed links it."),
                    position = table.Column<int>(type: "integer", nullable: false, comment: "Place in the document when first seen, from 1."),
                    first_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "First poll that listed it."),
                    gone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "First poll that no longer listed it; null while it is listed.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("sighting_pkey", x => x.id);
                    table.ForeignKey(
                        name: "sighting_article_id_fkey",
                        column: x => x.article_id,
                        principalTable: "article",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "Which feeds list or listed which article. While gone_at is null, last seen is the feed's last_poll_at.");

            migrationBuilder.CreateTable(
                name: "feed_memory",
                columns: table => new
                {
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed."),
                    etag = table.Column<string>(type: "text", nullable: true, comment: "ETag, verbatim."),
                    last_modified = table.Column<string>(type: "text", nullable: true, comment: "Last-Modified, verbatim."),
                    body_hash = table.Column<byte[]>(type: "bytea", nullable: true, comment: "SHA-256 of the decoded body."),
                    item_window = table.Column<byte[]>(type: "bytea", nullable: true, comment: "Items listed: 24 bytes each, key, content hash and article id.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("feed_memory_pkey", x => x.feed_id);
                    table.ForeignKey(
                        name: "feed_memory_feed_id_fkey",
                        column: x => x.feed_id,
                        principalTable: "feed_definition",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "What a feed's last document left behind, saved in the commit of its articles.");

            migrationBuilder.CreateTable(
                name: "feed_schedule",
                columns: table => new
                {
                    feed_id = table.Column<long>(type: "bigint", nullable: false, comment: "The feed."),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, comment: "When it is due; infinity while only an operator or the calendar makes it due."),
                    due_reason = table.Column<string>(type: "text", nullable: false, comment: "Why then."),
                    interval = table.Column<TimeSpan>(type: "interval", nullable: true, comment: "The interval behind due_at; null when the calendar decides."),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "While in the future, a worker is polling it."),
                    fence = table.Column<long>(type: "bigint", nullable: false, comment: "Grows with every claim and every stored poll; a poll is stored only under the number it was claimed with."),
                    consecutive_failures = table.Column<int>(type: "integer", nullable: false, comment: "Failed polls since the last good one."),
                    last_poll_id = table.Column<long>(type: "bigint", nullable: true, comment: "The row of poll that the next attempt may extend."),
                    last_poll_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, comment: "Begin of the last poll."),
                    last_outcome = table.Column<string>(type: "text", nullable: true, comment: "How the last poll ended.")
                },
                constraints: table =>
                {
                    table.PrimaryKey("feed_schedule_pkey", x => x.feed_id);
                    table.ForeignKey(
                        name: "feed_schedule_feed_id_fkey",
                        column: x => x.feed_id,
                        principalTable: "feed_definition",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                },
                comment: "When a feed is due and who holds it. Narrow, because every poll writes it.");

            migrationBuilder.CreateIndex(
                name: "article_feed_id",
                table: "article",
                columns: new[] { "feed_id", "first_seen_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "article_first_seen_at",
                table: "article",
                columns: new[] { "first_seen_at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "article_key_article_id",
                table: "article_key",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "article_revision_article_id",
                table: "article_revision",
                columns: new[] { "article_id", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "change_article_id",
                table: "change",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "feed_definition_name",
                table: "feed_definition",
                column: "name",
                unique: true,
                filter: "removed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "feed_definition_url",
                table: "feed_definition",
                column: "url",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "feed_schedule_due_at",
                table: "feed_schedule",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "poll_feed_id",
                table: "poll",
                columns: new[] { "feed_id", "last_at" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "poll_last_at",
                table: "poll",
                column: "last_at");

            migrationBuilder.CreateIndex(
                name: "sighting_article_id",
                table: "sighting",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "sighting_feed_id",
                table: "sighting",
                columns: new[] { "feed_id", "article_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "article_key");

            migrationBuilder.DropTable(
                name: "article_revision");

            migrationBuilder.DropTable(
                name: "change");

            migrationBuilder.DropTable(
                name: "feed_memory");

            migrationBuilder.DropTable(
                name: "feed_schedule");

            migrationBuilder.DropTable(
                name: "poll");

            migrationBuilder.DropTable(
                name: "sighting");

            migrationBuilder.DropTable(
                name: "feed_definition");

            migrationBuilder.DropTable(
                name: "article");
        }
    }
}
