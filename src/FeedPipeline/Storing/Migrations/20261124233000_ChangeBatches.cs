using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>One number for all changes of a transaction, drawn with its first.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261124233000_ChangeBatches")]
public sealed class ChangeBatches : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE SEQUENCE change_batch_seq;

            CREATE FUNCTION change_batch() RETURNS bigint LANGUAGE plpgsql AS $$
            DECLARE
                known text := current_setting('feedpipeline.change_batch', true);
            BEGIN
                IF known <> '' THEN
                    RETURN known::bigint;
                END IF;
                -- Local to the transaction, and to a savepoint that is rolled back.
                RETURN set_config('feedpipeline.change_batch', nextval('public.change_batch_seq')::text, true)::bigint;
            END $$;

            COMMENT ON FUNCTION change_batch IS 'The number that all changes of this transaction carry.';
            """);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP FUNCTION change_batch; DROP SEQUENCE change_batch_seq");
}
