using System.Collections.Concurrent;
using FeedPipeline.Feeds;
using FeedPipeline.Storing.Feeds;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class CredentialTests(TestServer server) : IDisposable
{
    private readonly string keys = Path.GetTempFileName();

    public void Dispose() => File.Delete(keys);

    [Fact]
    public void What_is_sealed_opens_at_its_own_feed_and_origin_only()
    {
        var box = Box("1 " + Key('a'));
        var access = new Access("https://a.example", [new("Authorization", "Bearer t0ken")]);

        var sealedBox = box.Seal(7, access);

        Assert.Equal(access.Headers, box.Open(7, access.Origin, sealedBox)!.Headers);
        Assert.Null(box.Open(8, access.Origin, sealedBox));
        Assert.Null(box.Open(7, "https://b.example", sealedBox));
        Assert.NotEqual(sealedBox, box.Seal(7, access));
        Assert.DoesNotContain("t0ken", access.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Old_keys_open_and_the_last_one_seals()
    {
        var before = Box("1 " + Key('a')).Seal(7, new Access("https://a.example", [new("X-Key", "one")]));
        var box = Box("1 " + Key('a'), "2 " + Key('b'));

        Assert.Equal("one", box.Open(7, "https://a.example", before)!.Headers[0].Value);
        Assert.Equal(2, box.Seal(7, new Access("https://a.example", []))[0]);
        Assert.Null(Box("2 " + Key('b')).Open(7, "https://a.example", before));
    }

    [Theory]
    [InlineData(null, "Secrets__KeyFile")]
    [InlineData("not a key", "holds no key")]
    public void Without_a_key_nothing_can_be_sealed(string? content, string reason)
    {
        var box = content is null ? new SecretBox(Options.Create(new SecretsOptions())) : Box(content);

        Assert.Contains(reason, box.Refusal, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Credentials_are_shown_to_their_origin_and_to_no_other()
    {
        await File.WriteAllTextAsync(keys, "1 " + Key('a'));
        await using var db = await TestDatabase.CreateAsync(server, ("Secrets:KeyFile", keys));
        var (seen, elsewhere) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        await using var other = await Fetching.Origin.AnswerAsync(http =>
        {
            elsewhere.Enqueue(http.Request.Headers.Authorization.ToString());
            return Task.CompletedTask;
        });
        await using var origin = await Fetching.Origin.AnswerAsync(http =>
        {
            seen.Enqueue($"{http.Request.Headers.Authorization} {http.Request.Headers["X-Api-Key"]}");
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = other.Url + "/feed";
            return Task.CompletedTask;
        });
        var feed = await db.AddAsync(url: origin.Url + "/feed");
        await db.Get<CredentialStore>().SetAsync(feed, new Access(origin.Url, [new("Authorization", "Bearer t0ken"), new("X-Api-Key", "k3y")]), default);

        await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);

        Assert.Equal(["Bearer t0ken k3y"], seen);
        Assert.Equal([""], elsewhere);
        Assert.Equal($"Authorization, X-Api-Key for {origin.Url}", await db.Get<CredentialStore>().DescribeAsync(feed, default));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM feed_credential WHERE feed_credential::text LIKE '%t0ken%' OR encode(sealed, 'escape') LIKE '%t0ken%'"));
    }

    [SkippableFact]
    public async Task Without_headers_a_feed_has_none_any_more()
    {
        await File.WriteAllTextAsync(keys, "1 " + Key('a'));
        await using var db = await TestDatabase.CreateAsync(server, ("Secrets:KeyFile", keys));
        var feed = await db.AddAsync();
        await db.Get<CredentialStore>().SetAsync(feed, new Access("http://news.example", [new("X-Key", "one")]), default);
        Assert.NotNull((await db.ClaimAsync(feed)).Access);

        await db.Get<CredentialStore>().SetAsync(feed, new Access("http://news.example", []), default);

        Assert.Null(await db.Get<CredentialStore>().DescribeAsync(feed, default));
    }

    private static string Key(char letter) => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(new string(letter, 32)));

    private SecretBox Box(params string[] lines)
    {
        File.WriteAllLines(keys, lines);
        return new SecretBox(Options.Create(new SecretsOptions { KeyFile = keys }));
    }
}
