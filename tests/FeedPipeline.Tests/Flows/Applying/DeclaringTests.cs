using System.Security.Cryptography;
using FeedPipeline.Configuring;
using FeedPipeline.Feeds;
using FeedPipeline.Flows.Applying;
using FeedPipeline.Steps;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Flows.Applying;

[Collection(DatabaseTests.Name)]
public sealed class DeclaringTests(TestServer server)
{
    private const string Two = """
        feeds:
          - {name: One, url: 'https://one.example/feed', schedule: every 15m, quiet: "22:00-06:00 Europe/Berlin", tags: [a, b], owner: desk, keep: 90d, keep_count: 5, full_text: never, identity: link}
          - {name: Two, url: 'https://two.example/feed', paused: true, tls_exception: known}
        rules:
          - {site: one.example, body: div.story, remove: [.promo]}
          - {feed: Two, headline: h2}
        """;

    [SkippableFact]
    public async Task A_plan_after_an_apply_is_empty_and_says_before_it_what_is_new()
    {
        await using var db = await TestDatabase.CreateAsync(server);

        var before = await PlanAsync(db, Two);
        await ApplyAsync(db, Two);
        var after = await PlanAsync(db, Two);

        Assert.Equal([DifferenceKind.Add, DifferenceKind.Add, DifferenceKind.AddRule, DifferenceKind.AddRule], before.Differences.Select(difference => difference.Kind));
        Assert.Equal(["schedule every 15m", "quiet 22:00-06:00 Europe/Berlin", "full_text never", "identity link", "tags a, b", "owner desk", "keep 90d", "keep_count 5"], before.Differences[0].Fields.Select(field => $"{field.Field} {field.After}"));
        Assert.True(after.IsEmpty);
        Assert.Equal(2, after.Same);
        Assert.Equal("One every 15m {a,b}|Two adaptive {}", await db.AskAsync("SELECT string_agg(concat_ws(' ', name, schedule, tags), '|' ORDER BY id) FROM feed"));
        Assert.Equal("2", await db.AskAsync("SELECT count(*) FROM feed_url"));
        Assert.Equal("One", await db.AskAsync("SELECT string_agg(name, ' ') FROM feed WHERE due_at < now() + interval '1 minute'"));
    }

    [SkippableFact]
    public async Task An_export_makes_the_same_feeds_and_rules_of_an_empty_database()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var other = await TestDatabase.CreateAsync(server);
        await ApplyAsync(db, Two);
        var (text, _) = await db.Get<Declaring>().ExportAsync(default);

        await ApplyAsync(other, text);

        Assert.Equal(text, (await other.Get<Declaring>().ExportAsync(default)).Text);
        const string Said = "SELECT string_agg(concat_ws('|', name, url, schedule, full_text, tags, paused_at IS NULL, tls_exception, identity, owner, quiet, keep_age, keep_count), E'\\n' ORDER BY id) FROM feed_definition";
        Assert.Equal(await db.AskAsync(Said), await other.AskAsync(Said));
    }

    [SkippableFact]
    public async Task Only_what_differs_is_changed_and_labels_make_no_poll_due()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await ApplyAsync(db, Two);
        await db.AskAsync("UPDATE feed_schedule SET due_at = '2099-01-01' RETURNING 1");
        var renamed = Two.Replace("name: One", "name: First", StringComparison.Ordinal).Replace("[a, b]", "[c]", StringComparison.Ordinal);

        var plan = await ApplyAsync(db, renamed);

        var change = Assert.Single(plan.Differences);
        Assert.Equal((DifferenceKind.Change, "First", 2), (change.Kind, change.What, change.Line));
        Assert.Equal([new("name", "One", "First"), new("tags", "a, b", "c")], change.Fields);
        Assert.Equal("2099", await db.AskAsync("SELECT extract(year FROM due_at) FROM feed WHERE name = 'First'"));
        await ApplyAsync(db, renamed.Replace("every 15m", "every 20m", StringComparison.Ordinal));
        Assert.Equal("changed by an operator", await db.AskAsync("SELECT due_reason FROM feed WHERE name = 'First' AND due_at <= now()"));
    }

    [SkippableFact]
    public async Task A_feed_is_known_by_its_address_else_by_its_name()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await ApplyAsync(db, "feeds: [{name: One, url: 'https://one.example/'}, {name: Two, url: 'https://two.example/'}]");

        await ApplyAsync(db, "feeds: [{name: Two, url: 'https://one.example/'}, {name: One, url: 'https://two.example/'}]");
        Assert.Equal("1 Two|2 One", await db.AskAsync("SELECT string_agg(concat_ws(' ', id, name), '|' ORDER BY id) FROM feed"));
        await ApplyAsync(db, "feeds: [{name: Two, url: 'https://moved.example/'}, {name: One, url: 'https://two.example/'}]");
        Assert.Equal("1 https://moved.example/|2 https://two.example/", await db.AskAsync("SELECT string_agg(concat_ws(' ', id, url), '|' ORDER BY id) FROM feed"));
        Assert.Equal("operator", await db.AskAsync("SELECT reason FROM feed_url WHERE url = 'https://moved.example/'"));
    }

    [SkippableFact]
    public async Task Feeds_that_the_file_does_not_name_are_kept_unless_it_prunes()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await ApplyAsync(db, Two);
        const string One = "feeds: [{name: One, url: 'https://one.example/feed'}]";

        Assert.Equal(["Two"], (await ApplyAsync(db, One)).Kept);
        Assert.Equal("2", await db.AskAsync("SELECT count(*) FROM feed"));
        await ApplyAsync(db, One, prune: true);
        Assert.Equal("One", await db.AskAsync("SELECT string_agg(name, ' ') FROM feed"));
        await ApplyAsync(db, Two);
        Assert.Equal("1 One|2 Two", await db.AskAsync("SELECT string_agg(concat_ws(' ', id, name), '|' ORDER BY id) FROM feed"));
    }

    [SkippableFact]
    public async Task A_file_that_would_take_out_most_feeds_needs_force()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await ApplyAsync(db, "feeds: [" + string.Join(", ", Enumerable.Range(0, 9).Select(number => $"{{name: F{number}x, url: 'https://{number}.example/'}}")) + "]");
        const string Cut = "feeds: [{name: F0x, url: 'https://0.example/'}]";

        var refused = await db.Get<Declaring>().ApplyAsync(Parse(Cut), prune: true, force: false, default);

        Assert.StartsWith("8 feeds would be taken out and only 1 stay", refused.Refusal, StringComparison.Ordinal);
        Assert.Equal("9", await db.AskAsync("SELECT count(*) FROM feed"));
        Assert.Null((await db.Get<Declaring>().ApplyAsync(Parse(Cut), prune: true, force: true, default)).Refusal);
        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM feed"));
    }

    [SkippableFact]
    public async Task Nothing_is_changed_when_one_of_many_cannot_be()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.AddAsync("Taken", "https://taken.example/");
        await db.AskAsync("ALTER TABLE page_rule ADD CONSTRAINT none CHECK (position < 2)");
        var before = await db.RowsAsync("feed_definition", "feed_schedule", "feed_url", "page_rule", "feed_credential");

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ApplyAsync(db, Two));

        Assert.Equal(before, await db.RowsAsync("feed_definition", "feed_schedule", "feed_url", "page_rule", "feed_credential"));
    }

    [SkippableFact]
    public async Task A_name_that_a_kept_feed_has_is_refused_with_its_line()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await ApplyAsync(db, "feeds: [{name: One, url: 'https://one.example/'}, {name: Two, url: 'https://two.example/'}]");

        var wrong = await Assert.ThrowsAsync<FormatException>(() => PlanAsync(db, "feeds:\n  - {name: Two, url: 'https://one.example/'}"));

        Assert.Equal("line 2: name: \"Two\" is feed 2, https://two.example/, which the file does not name", wrong.Message);
    }

    [SkippableFact]
    public async Task Secrets_come_from_where_the_file_says_and_are_never_shown()
    {
        var (keys, secret) = (Path.GetTempFileName(), Path.GetTempFileName());
        await File.WriteAllTextAsync(keys, $"1 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}");
        await File.WriteAllTextAsync(secret, "s3cret-one\n");
        await using var db = await TestDatabase.CreateAsync(server, ("Secrets:KeyFile", keys));
        var file = $"feeds: [{{name: One, url: 'https://one.example/', access: {{basic: {{user: desk, password: {{file: {secret}}}}}}}}}]";

        var first = await ApplyAsync(db, file);
        Assert.Equal($"basic desk, file {secret}", Assert.Single(first.Differences[0].Fields).After);
        Assert.True((await PlanAsync(db, file)).IsEmpty);
        Assert.Equal(AccessHeader.Basic("desk:s3cret-one"), Assert.Single((await db.ClaimAsync(1)).Access!.Headers));
        await File.WriteAllTextAsync(secret, "s3cret-two");
        var changed = await ApplyAsync(db, file);

        Assert.Equal(new FieldDifference("access", "other values", "the values that stand there now"), Assert.Single(Assert.Single(changed.Differences).Fields));
        Assert.Equal(AccessHeader.Basic("desk:s3cret-two"), Assert.Single((await db.Get<DeclarationStore>().ReadAsync(default)).Feeds[0].Access!.Headers));
        Assert.Contains($"file: {secret}", (await db.Get<Declaring>().ExportAsync(default)).Text, StringComparison.Ordinal);
        File.Delete(secret);
        Assert.StartsWith("line 1, feed \"One\": password: ", Assert.Single((await PlanAsync(db, file)).Unknown), StringComparison.Ordinal);
        Assert.NotNull((await db.Get<Declaring>().ApplyAsync(Parse(file.Replace("desk", "chief", StringComparison.Ordinal)), prune: false, force: false, default)).Refusal);
        await ApplyAsync(db, "feeds: [{name: One, url: 'https://one.example/'}]");
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM feed_credential"));
    }

    [SkippableFact]
    public async Task Credentials_that_were_set_by_hand_stay_and_are_named_when_they_cannot_be_exported()
    {
        var keys = Path.GetTempFileName();
        await File.WriteAllTextAsync(keys, $"1 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}");
        await using var db = await TestDatabase.CreateAsync(server, ("Secrets:KeyFile", keys));
        await ApplyAsync(db, Two);
        await db.Get<CredentialStore>().SetAsync(1, new Access("https://one.example", [new("X-Key", "by hand")]), default);

        Assert.True((await PlanAsync(db, Two)).IsEmpty);
        await ApplyAsync(db, Two.Replace("every 15m", "every 1h", StringComparison.Ordinal));

        Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM feed_credential"));
        Assert.Equal(["One"], (await db.Get<Declaring>().ExportAsync(default)).WithoutSecrets);
    }

    [SkippableFact]
    public async Task Rules_of_the_file_hold_for_every_worker_behind_those_of_the_configured_file()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await ApplyAsync(db, Two);
        await using var another = db.Another();

        var rules = await another.Get<RuleBook>().RulesAsync(default);

        Assert.Equal(("div.story", "h2"), (rules.For("One", "one.example")!.Body, rules.For("Two", "two.example")!.Fields["headline"]));
        Assert.Equal(DifferenceKind.MoveRules, Assert.Single((await PlanAsync(db, "rules: [{feed: Two, headline: h2}, {site: one.example, body: div.story, remove: [.promo]}]")).Differences).Kind);
        await ApplyAsync(db, "rules: []");
        Assert.Equal("0 2", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM page_rule), (SELECT count(*) FROM feed))"));
    }

    [SkippableFact]
    public async Task What_changed_since_it_was_planned_is_planned_again()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await ApplyAsync(db, Two);
        var known = (await db.Get<DeclarationStore>().ReadAsync(default)).Feeds[0];
        await db.AskAsync("UPDATE feed_definition SET name = 'Elsewhere' WHERE id = 1 RETURNING 1");

        Assert.False(await db.Get<DeclarationStore>().ApplyAsync(new DeclaredChanges { Remove = [known] }, TimeSpan.Zero, default));

        Assert.Equal("2", await db.AskAsync("SELECT count(*) FROM feed"));
    }

    [SkippableFact]
    public async Task An_apply_that_is_given_up_leaves_nothing_half_done()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await ApplyAsync(db, Two);
        var before = await db.RowsAsync("feed_definition", "feed_schedule", "feed_url", "page_rule");
        await using var held = await db.HoldAsync("LOCK TABLE page_rule");
        using var stopping = new CancellationTokenSource();

        var applying = db.Get<Declaring>().ApplyAsync(Parse("feeds: [{name: New, url: 'https://new.example/'}, {name: One, url: 'https://one.example/feed'}]\nrules: []"), prune: true, force: true, stopping.Token);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => applying);
        await held.ExecuteAsync("ROLLBACK");
        Assert.Equal(before, await db.RowsAsync("feed_definition", "feed_schedule", "feed_url", "page_rule"));
    }

    private static FeedsFile Parse(string yaml) => FeedsFile.Parse(yaml, _ => true);

    private static Task<FeedPlan> PlanAsync(TestDatabase db, string yaml) => db.Get<Declaring>().PlanAsync(Parse(yaml), prune: false, default);

    private static async Task<FeedPlan> ApplyAsync(TestDatabase db, string yaml, bool prune = false)
    {
        var applied = await db.Get<Declaring>().ApplyAsync(Parse(yaml), prune, force: false, default);
        Assert.Null(applied.Refusal);
        return applied.Plan;
    }
}
