using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>How far a consumer is behind is the difference of two sums, instead of a walk over all commits since.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261201024500_LagsOfConsumers")]
public sealed class LagsOfConsumers : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
        ALTER TABLE change_commit ADD COLUMN written bigint NOT NULL DEFAULT 0;
        UPDATE change_commit SET written = upto.written FROM (SELECT place, sum(changes) OVER (ORDER BY place) AS written FROM change_commit) AS upto WHERE upto.place = change_commit.place;
        ALTER TABLE change_commit ALTER COLUMN written DROP DEFAULT;
        COMMENT ON COLUMN change_commit.written IS 'What this commit and all before it wrote, since the log was last empty: the difference of two says how many changes lie between them.';
        {Order("INSERT INTO public.change_commit (batch, changes, written) SELECT NEW.batch, count(*), count(*) + COALESCE((SELECT written FROM public.change_commit ORDER BY place DESC LIMIT 1), 0)")}
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
        {Order("INSERT INTO public.change_commit (batch, changes) SELECT NEW.batch, count(*)")};
        ALTER TABLE change_commit DROP COLUMN written
        """);

    /// <summary>The function as it was, but for what it inserts; under the lock the last commit is the one before.</summary>
    private static string Order(string insert) => $"""
        CREATE OR REPLACE FUNCTION place_changes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('feedpipeline.placed_batch', true) = NEW.batch::text THEN
                RETURN NULL;
            END IF;
            PERFORM set_config('feedpipeline.placed_batch', NEW.batch::text, true);
            PERFORM pg_advisory_xact_lock(7309453116320188417);
            {insert} FROM public.change WHERE batch = NEW.batch
            ON CONFLICT (batch) DO NOTHING;
            PERFORM pg_notify('change', '');
            RETURN NULL;
        END $$
        """;
}
