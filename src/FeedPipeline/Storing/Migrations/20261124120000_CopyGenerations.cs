using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>What copies are looked up by: sketches and their keys, in two generations that take turns.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261124120000_CopyGenerations")]
public sealed class CopyGenerations : Migration
{
    private static readonly int[] Generations = [0, 1];

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TABLE copy_generation (generation smallint PRIMARY KEY, started_at timestamptz NOT NULL);
            COMMENT ON TABLE copy_generation IS 'Two generations of sketches; the one that started last takes in what is new, and the other is emptied before its turn.';
            COMMENT ON COLUMN copy_generation.generation IS '0 or 1: the number in the names of its tables.';
            COMMENT ON COLUMN copy_generation.started_at IS 'When it was emptied and began to take in sketches.';
            INSERT INTO copy_generation VALUES (0, now()), (1, '-infinity');

            -- Emptied with the keys when the server crashes: what is not listed here has to be restored from the sketches.
            CREATE UNLOGGED TABLE copy_key_whole (generation smallint PRIMARY KEY);
            COMMENT ON TABLE copy_key_whole IS 'Generations whose keys are all there. Keys are not logged; after a crash of the server they are restored from the sketches.';
            COMMENT ON COLUMN copy_key_whole.generation IS '0 or 1.';
            INSERT INTO copy_key_whole VALUES (0), (1);

            CREATE TABLE copy_text (fingerprint bigint PRIMARY KEY, article_id bigint NOT NULL);
            COMMENT ON TABLE copy_text IS 'Every text once, for good: equal texts are copies however far apart.';
            COMMENT ON COLUMN copy_text.fingerprint IS 'Hash of its words in order.';
            COMMENT ON COLUMN copy_text.article_id IS 'The article that brought it first.';
            """);
        foreach (var generation in Generations)
        {
            // Four bytes each, and a hash index: most keys are in no other text, and a probe that finds nothing reads one page of it, where a b-tree reads four.
            // Unlogged, because each key falls on a page of its own, and the log would get that whole page after every checkpoint.
            migrationBuilder.Sql($"""
                CREATE UNLOGGED TABLE copy_key_{generation} (key integer NOT NULL, number integer NOT NULL);
                CREATE INDEX copy_key_{generation}_key ON copy_key_{generation} USING hash (key);
                COMMENT ON TABLE copy_key_{generation} IS 'Sampled runs of words, by which texts that share some are found; one text of each group of copies stands under a key.';
                COMMENT ON COLUMN copy_key_{generation}.key IS 'Hash of a run of words.';
                COMMENT ON COLUMN copy_key_{generation}.number IS 'The text: copy_sketch_{generation}.number.';

                CREATE TABLE copy_sketch_{generation} (
                    number integer PRIMARY KEY, article_id bigint NOT NULL, fingerprint bigint NOT NULL, words integer NOT NULL, rate integer NOT NULL,
                    keys bytea NOT NULL, lead bytea, body bytea NOT NULL, figures bytea NOT NULL);
                COMMENT ON TABLE copy_sketch_{generation} IS 'Texts as copies are told by. Lists are numbers of four bytes, little-endian.';
                COMMENT ON COLUMN copy_sketch_{generation}.number IS 'The lower 32 bits of article_id.';
                COMMENT ON COLUMN copy_sketch_{generation}.article_id IS 'The article.';
                COMMENT ON COLUMN copy_sketch_{generation}.fingerprint IS 'Hash of its words in order.';
                COMMENT ON COLUMN copy_sketch_{generation}.words IS 'Its length.';
                COMMENT ON COLUMN copy_sketch_{generation}.rate IS 'body holds one of so many runs of words.';
                COMMENT ON COLUMN copy_sketch_{generation}.keys IS 'What it is found by, ascending.';
                COMMENT ON COLUMN copy_sketch_{generation}.lead IS 'Runs of words in its beginning, ascending; null when body holds just those.';
                COMMENT ON COLUMN copy_sketch_{generation}.body IS 'A sample of all its runs of words, ascending.';
                COMMENT ON COLUMN copy_sketch_{generation}.figures IS 'Hashes of its numbers, ascending.';
                """);
        }
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        DROP TABLE copy_generation, copy_key_whole, copy_text, copy_key_0, copy_key_1, copy_sketch_0, copy_sketch_1
        """);
}
