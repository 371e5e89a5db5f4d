namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>What the database itself saw of claims and stored polls, taken down by a trigger in their own transactions.</summary>
internal static class ChaosTurns
{
    /// <summary>From now on every move of a fence is taken down.</summary>
    public static Task WatchAsync(ChaosServer server) => server.RowsAsync(
        """
        CREATE TABLE chaos_turn (
            feed_id bigint, fence bigint, is_claim boolean, due_in interval, late interval, at timestamptz DEFAULT clock_timestamp(), worker text DEFAULT current_setting('application_name'));
        CREATE FUNCTION chaos_turn() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO chaos_turn VALUES (NEW.feed_id, NEW.fence, NEW.lease_until IS NOT NULL, NULLIF(NEW.due_at, 'infinity') - now(), now() - NULLIF(OLD.due_at, 'infinity'));
            RETURN NEW;
        END $$;
        CREATE TRIGGER chaos_turn AFTER UPDATE ON feed_schedule FOR EACH ROW WHEN (OLD.fence IS DISTINCT FROM NEW.fence) EXECUTE FUNCTION chaos_turn();
        CREATE TABLE chaos_lease (feed_id bigint, lease_for interval, worker text DEFAULT current_setting('application_name'));
        CREATE FUNCTION chaos_lease() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO chaos_lease VALUES (NEW.feed_id, NEW.lease_until - now());
            RETURN NEW;
        END $$;
        CREATE TRIGGER chaos_lease AFTER UPDATE ON feed_schedule FOR EACH ROW
            WHEN (NEW.lease_until IS DISTINCT FROM OLD.lease_until AND abs(extract(epoch FROM NEW.lease_until - now()) - 5) > 0.5) EXECUTE FUNCTION chaos_lease();
        -- The validator of a document names its feed and its newest item.
        CREATE TABLE chaos_validator (etag text, at timestamptz DEFAULT clock_timestamp());
        CREATE FUNCTION chaos_validator() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO chaos_validator SELECT NEW.etag WHERE NOT EXISTS (SELECT FROM sighting WHERE feed_id = NEW.feed_id AND guid = btrim(NEW.etag, '"'));
            RETURN NEW;
        END $$;
        CREATE CONSTRAINT TRIGGER chaos_validator AFTER UPDATE ON feed_memory DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            WHEN (NEW.etag IS DISTINCT FROM OLD.etag AND NEW.etag ~ '^"[0-9]+-[0-9]+"$') EXECUTE FUNCTION chaos_validator();
        """,
        _ => 0);

    /// <summary>All that was taken down, in order.</summary>
    public static Task<IReadOnlyList<ChaosTurn>> ListAsync(ChaosRun run) => run.Server.RowsAsync(
        "SELECT substring(name FROM '[0-9]+')::int, is_claim, worker, at, fence, late FROM chaos_turn JOIN feed_definition ON id = feed_id ORDER BY at",
        row => new ChaosTurn(
            row.GetInt32(0), row.GetBoolean(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3) - run.Origin.Began, row.GetInt64(4), row.IsDBNull(5) ? TimeSpan.Zero : row.GetFieldValue<TimeSpan>(5)));

    /// <summary>Polls that were stored although their claim was not the feed's last: no fence held them up.</summary>
    public static Task<IReadOnlyList<string>> StaleAsync(ChaosServer server) => server.RowsAsync(
        """
        SELECT format('feed %s stored a poll under fence %s, which another had moved (%s)', substring(name FROM '[0-9]+'), fence - 1, to_char(at, 'HH24:MI:SS.MS')) FROM (
            SELECT *, lag(is_claim) OVER turns AS after_claim, lag(fence) OVER turns AS fence_before FROM chaos_turn WINDOW turns AS (PARTITION BY feed_id ORDER BY fence, at)) AS turn JOIN feed_definition ON id = feed_id
        WHERE NOT is_claim AND NOT COALESCE(after_claim AND fence_before = fence - 1, true)
        """,
        row => row.GetString(0));

    /// <summary>Validators that were committed before the newest item of their document: should the worker have died in between, a 304 would have hidden it.</summary>
    public static Task<IReadOnlyList<string>> EarlyValidatorsAsync(ChaosServer server) =>
        server.RowsAsync("SELECT format('torn: the validator %s was kept before its newest item (%s)', etag, to_char(at, 'HH24:MI:SS.MS')) FROM chaos_validator", row => row.GetString(0));

    /// <summary>Due times that a wrong clock made: no feed of the rig that answers well is due later than its interval and a little spread, nor long ago, unless a busy machine was long in storing its poll.</summary>
    public static async Task<IEnumerable<string>> FarAsync(ChaosRun run)
    {
        var far = await run.Server.RowsAsync(
            """
            SELECT format('%s was made due in %s (%s)', name, due_in, to_char(at, 'HH24:MI:SS.MS')), at, due_in NOT BETWEEN interval '-30 minutes' AND interval '0' FROM chaos_turn JOIN feed_definition ON id = feed_id
            WHERE NOT is_claim AND substring(name FROM '[0-9]+')::int < 50 AND (due_in > interval '40 seconds' OR due_in < interval '-60 seconds')
            """,
            row => (Text: row.GetString(0), At: row.GetFieldValue<DateTimeOffset>(1) - run.Origin.Began, IsSure: row.GetBoolean(2)));
        return far.Where(turn => turn.IsSure || !run.Disturbances.Any(busy => busy.Fault.Kind is FaultKind.BusyMachine && busy.Began <= turn.At && turn.At <= busy.Until)).Select(turn => turn.Text);
    }

    /// <summary>Leases, claimed or renewed, of another length than the workers were told: a wrong clock made them.</summary>
    public static Task<IReadOnlyList<string>> WrongLeasesAsync(ChaosServer server) =>
        server.RowsAsync("SELECT format('lease: feed %s was held for %s by %s', feed_id, lease_for, worker) FROM chaos_lease", row => row.GetString(0));
}

/// <summary>A move of a feed's fence: a claim or a stored poll, by whom, when, and for a claim how long after the feed was due.</summary>
internal sealed record ChaosTurn(int Feed, bool IsClaim, string Worker, TimeSpan At, long Fence, TimeSpan Late)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{At.TotalSeconds,7:0.00} s  {Worker} {(IsClaim ? "claims" : "stores")} feed {Feed} under {Fence}");
}
