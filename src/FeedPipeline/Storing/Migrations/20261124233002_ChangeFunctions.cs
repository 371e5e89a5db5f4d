using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>Commits get their place in the order in which they become visible, and consumers read in that order.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261124233002_ChangeFunctions")]
public sealed class ChangeFunctions : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Order);
        migrationBuilder.Sql(Cursors);
        migrationBuilder.Sql(Read);
        migrationBuilder.Sql(Commit);
        migrationBuilder.Sql("""
            REVOKE ALL ON FUNCTION change_position(text), read_changes(text, integer, text), commit_changes(text, text) FROM PUBLIC;
            INSERT INTO change_log DEFAULT VALUES;
            INSERT INTO change_commit (batch, changes, at) SELECT batch, count(*), max(at) FROM change GROUP BY batch ORDER BY batch;
            """);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        DROP TRIGGER change_place ON change;
        DROP FUNCTION place_changes, change_position, read_changes, commit_changes;
        """);

    /// <summary>The lock is held from here until the commit is visible, so a later place is never visible before an earlier one. Nothing else is waited for after it.</summary>
    private const string Order = """
        CREATE FUNCTION place_changes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('feedpipeline.placed_batch', true) = NEW.batch::text THEN
                RETURN NULL;
            END IF;
            PERFORM set_config('feedpipeline.placed_batch', NEW.batch::text, true);
            PERFORM pg_advisory_xact_lock(7309453116320188417);
            INSERT INTO public.change_commit (batch, changes) SELECT NEW.batch, count(*) FROM public.change WHERE batch = NEW.batch
            ON CONFLICT (batch) DO NOTHING;
            PERFORM pg_notify('change', '');
            RETURN NULL;
        END $$;

        COMMENT ON FUNCTION place_changes IS 'Gives a transaction that wrote changes its place in the order of commits, at its very end, and wakes who listens to change.';

        CREATE CONSTRAINT TRIGGER change_place AFTER INSERT ON change DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION place_changes();
        """;

    private const string Cursors = """
        CREATE FUNCTION change_position(cursor text, OUT place bigint, OUT seq bigint) LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
        BEGIN
            IF cursor IS NULL OR cursor !~ '^[0-9]{1,18}-[0-9]{1,18}$' THEN
                RAISE EXCEPTION 'cursor "%" is none that read_changes gave', left(cursor, 60) USING ERRCODE = '22023';
            END IF;
            place := split_part(cursor, '-', 1);
            seq := split_part(cursor, '-', 2);
            IF place > (SELECT greatest(pruned_place, (SELECT max(change_commit.place) FROM change_commit)) FROM change_log) THEN
                RAISE EXCEPTION 'cursor % is ahead of the change log', cursor USING ERRCODE = 'FP002',
                    HINT = 'The database was set back, by a backup that was restored. Reset the consumer: feedpipe consumers reset NAME --to beginning, or --to now.';
            END IF;
        END $$;

        COMMENT ON FUNCTION change_position IS 'What a cursor names: a commit, and a change in it.';
        """;

    private const string Read = """
        CREATE FUNCTION read_changes(consumer text, most integer DEFAULT 500, after text DEFAULT NULL)
        RETURNS TABLE (cursor text, seq bigint, article_id bigint, kind text, class text, revision integer, changed_fields text[], at timestamptz)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        #variable_conflict use_column
        DECLARE
            done record;
            log record;
            turn record;
            room integer := most;
            given integer;
        BEGIN
            IF most IS NULL OR most NOT BETWEEN 1 AND 10000 THEN
                RAISE EXCEPTION 'at most % changes cannot be read: from 1 to 10000 can', most USING ERRCODE = '22023';
            END IF;
            IF after IS NOT NULL THEN
                SELECT * INTO done FROM change_position(after);
            ELSE
                IF consumer IS NULL OR consumer !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' THEN
                    RAISE EXCEPTION '"%" is no name of a consumer', left(consumer, 60) USING ERRCODE = '22023',
                        HINT = 'A name has 1 to 100 letters, digits, dots, hyphens and underscores, and begins with a letter or a digit.';
                END IF;
                -- Who reads under the same name waits until this transaction has ended, and goes on from there.
                PERFORM pg_advisory_xact_lock(hashtextextended('feedpipeline consumer ' || consumer, 0));
                SELECT place, seq INTO done FROM consumer WHERE name = read_changes.consumer;
                IF NOT FOUND THEN
                    SELECT pruned_place AS place, pruned_seq AS seq INTO done FROM change_log;
                    IF NOT current_setting('transaction_read_only')::boolean THEN
                        IF (SELECT count(*) FROM consumer) >= 1000 THEN
                            RAISE EXCEPTION 'there are 1000 consumers already' USING ERRCODE = '54000', HINT = 'feedpipe consumers list, and remove what nobody is any more.';
                        END IF;
                        INSERT INTO consumer (name, place, seq) VALUES (read_changes.consumer, done.place, done.seq) ON CONFLICT DO NOTHING;
                    END IF;
                ELSE
                    PERFORM change_position(done.place || '-' || done.seq);
                END IF;
            END IF;

            FOR turn IN SELECT place, batch FROM change_commit WHERE place >= done.place ORDER BY place LIMIT most + 1 LOOP
                RETURN QUERY
                    SELECT turn.place || '-' || change.seq, change.seq, change.article_id, change.kind, change.class, change.revision, change.changed_fields, change.at
                    FROM change WHERE change.batch = turn.batch AND change.seq > CASE WHEN turn.place = done.place THEN done.seq ELSE 0 END
                    ORDER BY change.seq LIMIT room;
                GET DIAGNOSTICS given = ROW_COUNT;
                room := room - given;
                EXIT WHEN room = 0;
            END LOOP;

            -- Afterwards: what was pruned while this read is noticed too.
            SELECT pruned_place AS place, pruned_seq AS seq INTO log FROM change_log;
            IF (done.place, done.seq) < (log.place, log.seq) THEN
                RAISE EXCEPTION 'changes after cursor %-% were pruned before % read them: the log begins after %-% now',
                    done.place, done.seq, coalesce('consumer ' || consumer, 'anybody'), log.place, log.seq USING ERRCODE = 'FP001',
                    HINT = 'Read the article table as a whole, then go on from where the log begins: feedpipe consumers reset NAME --to beginning.';
            END IF;
        END $$;

        COMMENT ON FUNCTION read_changes IS 'The next changes for a consumer, in the order in which their transactions became visible; from another cursor when one is given. A consumer is made by its first read, and begins with the oldest change.';
        """;

    private const string Commit = """
        CREATE FUNCTION commit_changes(consumer text, cursor text) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        #variable_conflict use_column
        DECLARE
            done record;
        BEGIN
            IF consumer IS NULL OR consumer !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' THEN
                RAISE EXCEPTION '"%" is no name of a consumer', left(consumer, 60) USING ERRCODE = '22023';
            END IF;
            SELECT * INTO done FROM change_position(commit_changes.cursor);
            IF NOT EXISTS (SELECT FROM consumer WHERE name = commit_changes.consumer) THEN
                RAISE EXCEPTION 'there is no consumer "%"', consumer USING ERRCODE = 'FP003',
                    HINT = 'A consumer is made by its first read_changes in a transaction that may write, or by feedpipe consumers add NAME.';
            END IF;
            -- Never back: of two that read the same, one is done with less. feedpipe consumers reset goes back.
            UPDATE consumer SET place = done.place, seq = done.seq, committed_at = now()
            WHERE name = commit_changes.consumer AND (place, seq) <= (done.place, done.seq);
        END $$;

        COMMENT ON FUNCTION commit_changes IS 'Saves that a consumer is done with all changes up to this cursor. In the transaction of the consumer''s own work, each change has its effect exactly once.';
        """;
}
