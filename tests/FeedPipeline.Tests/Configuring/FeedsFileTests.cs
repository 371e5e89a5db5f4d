using System.Text.Json.Nodes;
using FeedPipeline.Configuring;
using FeedPipeline.Feeds;
using FsCheck;
using FsCheck.Fluent;
using Json.Schema;
using YamlDotNet.Serialization;

namespace FeedPipeline.Tests.Configuring;

public sealed class FeedsFileTests
{
    private const string Whole = """
        feeds:
          - name: Guardian
            url: https://www.theguardian.com/world/rss
            schedule: adaptive within 10m
            quiet: 22:00-06:00 Europe/Berlin
            full_text: never
            identity: link_date
            tags: [world, uk]
            owner: desk@example.com
            paused: true
            keep: 90d
            keep_count: 100
            tls_exception: certificate ran out, they know
            access:
              basic: { user: desk, password: { env: GUARDIAN } }
              headers:
                X-Key: { file: /run/secrets/key }
          - name: Second
            url: http://second.example/feed
        rules:
          - site: news.example
            body: div.story
            remove: [.promo, '#plea']
            byline: .who
            replace:
              - { pattern: '\s+$', with: '' }
        """;

    [Fact]
    public void Everything_is_read_where_it_belongs()
    {
        var file = FeedsFile.Parse(Whole, _ => true);

        var (first, second) = (file.Feeds![0], file.Feeds[1]);
        Assert.Equal(new Schedule.Adaptive(TimeSpan.FromMinutes(10)), first.Feed.Schedule);
        Assert.Equal((FullText.Never, Identity.LinkDate, "desk@example.com", "certificate ran out, they know"), (first.Feed.FullText, first.Feed.Identity, first.Feed.Owner, first.Feed.TlsException));
        Assert.Equal(["world", "uk"], first.Feed.Tags);
        Assert.Equal((true, TimeSpan.FromDays(90), 100, 2), (first.IsPaused, first.KeepAge, first.KeepCount, first.Line));
        Assert.Equal(("desk", "GUARDIAN", "X-Key", "/run/secrets/key"), (first.Access!.Basic!.User, first.Access.Basic.Password.Env, first.Access.Headers[0].Name, first.Access.Headers[0].Value.File));
        Assert.Equal((Schedule.Adaptive.Instance, FullText.Auto, null, false, 18), (second.Feed.Schedule, second.Feed.FullText, second.Feed.Identity, second.IsPaused, second.Line));
        Assert.Equal("news.example", Assert.Single(file.Rules!).Site);
    }

    [Fact]
    public void What_is_written_is_read_again_without_loss()
    {
        var file = FeedsFile.Parse(Whole, _ => true);

        var again = FeedsFileText.Write(file.Feeds!, file.Rules!);

        var reread = FeedsFile.Parse(again, _ => true);
        Assert.Equal(again, FeedsFileText.Write(reread.Feeds!, reread.Rules!));
        Assert.Equal(FeedsFileText.Write([file.Feeds![0]], []), FeedsFileText.Write([reread.Feeds![0]], []));
        Assert.Contains("      - world\n", again, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_words_of_operators_survive_the_file()
    {
        var words = ArbMap.Default.ArbFor<NonEmptyString>().Filter(text => FeedName.Refuse(text.Get) is null && text.Get.Trim().Length > 0);
        Prop.ForAll(words, words, (name, label) =>
        {
            var declared = new DeclaredFeed { Feed = new Feed { Name = name.Get, Url = "https://a.example/", Tags = [label.Get], Owner = label.Get } };

            var again = Assert.Single(FeedsFile.Parse(FeedsFileText.Write([declared], []), _ => true).Feeds!);

            Assert.Equal((name.Get, label.Get, label.Get), (again.Feed.Name, again.Feed.Owner, Assert.Single(again.Feed.Tags)));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("yes", "true", "null", "~", "1e3", "0x10", "- a", "a: b", "# a", "'", "\"", "{a}", "[a]", "&a", "*a", "!a", "%a", "@a", "`a", "a #b", " a ", "2026-01-01", "<<")]
    public void Words_that_mean_something_to_yaml_stay_words(params string[] words)
    {
        var declared = words.Select((word, number) => new DeclaredFeed { Feed = new Feed { Name = word, Url = $"https://{number}.example/", Tags = [word] } });

        var again = FeedsFile.Parse(FeedsFileText.Write(declared, []), _ => true).Feeds!;

        Assert.Equal(words, again.Select(feed => feed.Feed.Name));
        Assert.Equal(words, again.Select(feed => Assert.Single(feed.Feed.Tags)));
    }

    [Theory]
    [InlineData("", "line 1: the file is empty; it has \"feeds\", \"rules\", or both")]
    [InlineData("feed: []", "line 1: \"feed\" is not known, did you mean \"feeds\"? the file has feeds, rules")]
    [InlineData("feeds: {}", "line 1: feeds is a list")]
    [InlineData("feeds: [1]", "line 1: a feed is written as \"key: value\" lines")]
    [InlineData("feeds:\n  - name: a", "line 2: a feed has a \"url\"")]
    [InlineData("feeds:\n  - url: http://a.example/", "line 2: a feed has a \"name\"")]
    [InlineData("feeds:\n  - name: a\n    url: ftp://a.example/", "line 3: url: not an http or https URL")]
    [InlineData("feeds:\n  - name: a\n    url: http://me:secret@a.example/", "line 3: url: a URL names no user and no password: they belong under \"access\", by reference")]
    [InlineData("feeds:\n  - name: 12\n    url: http://a.example/", "line 2: name: a name is not a number: numbers are ids")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    schedul: every 1h", "line 4: \"schedul\" is not known, did you mean \"schedule\"? a feed has name, url")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    schedule: hourly", "line 4: schedule: \"hourly\" is no schedule: adaptive, adaptive within 10m, every 15m, or cron 0 0 6 * * ?")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    schedule: cron * *", "line 4: schedule: \"* *\" is not a Quartz cron expression")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    quiet: nights", "line 4: quiet: \"nights\" are no quiet hours: 22:00-06:00 Europe/Berlin")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    schedule: cron 0 0 6 * * ?\n    quiet: 22:00-06:00", "line 5: quiet: a cron schedule says itself when its feed is left alone")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    full_text: allways", "line 4: full_text: \"allways\" is not one of auto, always, never: did you mean \"always\"?")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    identity: guids", "line 4: identity: \"guids\" is not one of auto, guid, link, link_date, title_date, text: did you mean \"guid\"?")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    tags: ['']", "line 4: tags: a label is one line of 1 to 300 characters")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    keep: 90", "line 4: keep: \"90\" is no age: 1d to 3650d, or forever")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    keep_count: 0", "line 4: keep_count: \"0\" is no number from 1")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    paused: yes", "line 4: paused: \"yes\" is not one of true, false")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    access: {bearer: s3cret}", "line 4: bearer: a secret does not stand in this file; write {env: NAME} or {file: PATH}")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    access: {basic: {user: a, password: {env: A}}, bearer: {env: B}}", "line 4: access: basic and bearer exclude each other")]
    [InlineData("feeds:\n  - name: a\n    url: http://a.example/\n    access: {headers: {Host: {env: A}}}", "line 4: headers: Host: FeedPipeline sets it itself")]
    [InlineData("feeds:\n  - {name: a, url: http://a.example/}\n  - {name: a, url: http://b.example/}", "line 3: name: \"a\" is the feed of line 2 already")]
    [InlineData("feeds:\n  - {name: a, url: http://a.example}\n  - {name: b, url: http://a.example/}", "line 3: url: http://a.example/ is the feed of line 2 already")]
    [InlineData("feeds:\n  - name: a\n    name: b", "line 3: ")]
    [InlineData("feeds:\n\t- a", "line 1: While scanning")]
    [InlineData("rules:\n  - site: a.example\n    bodi: p", "line 3: \"bodi\" is not known, did you mean \"body\"?")]
    public void A_wrong_file_names_line_and_field(string yaml, string says)
    {
        var wrong = Assert.Throws<FormatException>(() => FeedsFile.Parse(yaml, cron => cron.Contains('?', StringComparison.Ordinal)));

        Assert.StartsWith(says, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
        Assert.DoesNotContain("s3cret", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Whole)]
    [InlineData("feeds: []")]
    [InlineData("rules: []")]
    [InlineData("{}")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', tags: one}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', schedule: every 15m, keep: forever, paused: false}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', schedule: cron 0 0 6 * * ?, access: {bearer: {env: A}}}]")]
    [InlineData("feed: []")]
    [InlineData("feeds: {}")]
    [InlineData("feeds: [{name: a}]")]
    [InlineData("feeds: [{url: 'https://a.example'}]")]
    [InlineData("feeds: [{name: '12', url: 'https://a.example'}]")]
    [InlineData("feeds: [{name: a, url: 'ftp://a.example'}]")]
    [InlineData("feeds: [{name: a, url: 'https://me:you@a.example/'}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', schedule: hourly}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', schedule: cron 0 0 6 * * ? in Europe/Berlin}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', quiet: '22:00-06:00'}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', quiet: nights}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', quiet: '22:00-06:00', schedule: cron 0 0 6 * * ?}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', full_text: some}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', identity: guids}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', tags: ['']}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', owner: ''}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', keep: 90 days}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', keep_count: 0}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', access: {}}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', access: {bearer: token}}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', access: {bearer: {env: A, file: b}}}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', access: {basic: {user: 'a:b', password: {env: A}}}}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', access: {basic: {user: a, password: {env: A}}, bearer: {env: B}}}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', access: {headers: {'a b': {env: A}}}}]")]
    [InlineData("feeds: [{name: a, url: 'https://a.example', interval: 1h}]")]
    [InlineData("rules: [{body: p}]")]
    [InlineData("rules: [{site: a, feed: b}]")]
    [InlineData("rules: [{site: a, replace: [{with: b}]}]")]
    [InlineData("rules: [{site: a, bodi: p}]")]
    public async Task Schema_and_reader_accept_the_same(string yaml)
    {
        var schema = JsonSchema.FromText(await FeedsSchema.TextAsync(default));
        var typed = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        using var json = System.Text.Json.JsonDocument.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(typed));

        Assert.Equal(Record.Exception(() => FeedsFile.Parse(yaml, _ => true)) is null, schema.Evaluate(json.RootElement).IsValid);
    }

    [Fact]
    public async Task The_schema_knows_every_key_and_no_other()
    {
        var schema = JsonNode.Parse(await FeedsSchema.TextAsync(default))!["$defs"]!;

        Assert.Equal(FeedsFile.Keys, schema["feed"]!["properties"]!.AsObject().Select(property => property.Key));
        Assert.Equal(RulesFile.Keys.Order(StringComparer.Ordinal), schema["rule"]!["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));
    }
}
