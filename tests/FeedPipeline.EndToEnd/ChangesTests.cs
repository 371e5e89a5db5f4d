using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.EndToEnd;

/// <summary>The change log as operators and programs follow it.</summary>
public sealed class ChangesTests
{
    [SkippableFact]
    public async Task A_webhook_is_told_of_what_a_worker_stores()
    {
        await using var here = await Installation.CreateAsync();
        ConcurrentQueue<(string Id, string Signature, JsonNode Body)> received = new();
        await using var receiver = await ReceiveAsync(received.Enqueue);
        var refused = await here.FeedpipeAsync("webhooks", "add", receiver.Urls.Single());
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Secrets__KeyFile", Assert.Single(refused.Error.Split('\n')), StringComparison.Ordinal);
        here.Configure("Secrets__KeyFile", here.Write("keys", "1 " + Convert.ToBase64String(new byte[32])));
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", new RssItem("ferry", "Ferry line reopens", "<p>The boats run again from Monday.</p>")));
        await here.RunAsync();

        var added = JsonNode.Parse(await here.MustAsync("webhooks", "add", receiver.Urls.Single(), "--kind", "created"))!;
        await here.MustAsync("webhooks", "test", "1");
        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml");
        await Wait.UntilAsync(() => received.Count == 2, "the webhook is told");

        Assert.StartsWith("whsec_", (string?)added["secret"], StringComparison.Ordinal);
        Assert.Equal(["webhook.test", "article.created"], received.Select(message => (string?)message.Body["type"]));
        Assert.Equal("Ferry line reopens", (string?)received.Last().Body["data"]!["article"]!["headline"]);
        Assert.All(received, message => Assert.StartsWith("v1,", message.Signature, StringComparison.Ordinal));
        await Wait.UntilAsync(async () => JsonNode.Parse(await here.MustAsync("webhooks", "list", "--json"))!["delivered"]!.ToString() == "1", "it is counted");
        var listed = JsonNode.Parse(await here.MustAsync("webhooks", "list", "--json"))!;
        Assert.Equal(("well", 0, null), ((string?)listed["state"], (int)listed["lag"]!, listed["secret"]));
        Assert.Equal("webhook:1", (string?)JsonNode.Parse(await here.MustAsync("consumers", "list", "--json"))!["name"]);
        await here.MustAsync("webhooks", "retry", "1", "--all");
        await here.MustAsync("webhooks", "remove", "1");
        Assert.Equal(1, (await here.FeedpipeAsync("webhooks", "test", "1")).ExitCode);
    }

    [SkippableFact]
    public async Task Following_ends_when_asked_to_and_goes_on_where_it_was()
    {
        await using var here = await Installation.CreateAsync();
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", new RssItem("ferry", "Ferry line reopens", "<p>The boats run again from Monday.</p>")));
        await here.RunAsync();
        using var following = here.Follow("changes", "follow", "--consumer", "desk");
        var line = following.StandardOutput.ReadLineAsync();

        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml");

        Assert.Contains("created", await line.WaitAsync(TimeSpan.FromMinutes(1)), StringComparison.Ordinal);
        await Wait.UntilAsync(async () => await here.QueryAsync<long>("SELECT count(*) FROM consumer WHERE name = 'desk' AND place > 0") == 1, "the cursor is saved");
        // Ends it as Ctrl-C does, which programs that are started in the background never see.
        await Process.Start("/usr/bin/kill", ["-TERM", $"{following.Id}"]).WaitForExitAsync();
        await following.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, following.ExitCode);
        Assert.Empty(await here.MustAsync("changes", "follow", "--consumer", "desk", "--no-wait"));

        await here.MustAsync("consumers", "reset", "desk");
        Assert.Contains("created", await here.MustAsync("changes", "follow", "--consumer", "desk", "--no-wait"), StringComparison.Ordinal);
        Assert.Empty(await here.MustAsync("changes", "follow", "--consumer", "late", "--from", "now", "--no-wait"));
        Assert.Equal(2, (await here.FeedpipeAsync("consumers", "reset", "desk", "--to", "yesterday")).ExitCode);
        Assert.Equal(1, (await here.FeedpipeAsync("consumers", "add", "desk")).ExitCode);
        Assert.Equal(2, (await here.FeedpipeAsync("consumers", "add", "a desk")).ExitCode);
        await here.MustAsync("consumers", "remove", "desk");
        Assert.Equal("late", (string?)JsonNode.Parse(await here.MustAsync("consumers", "list", "--json"))!["name"]);
    }

    private static async Task<WebApplication> ReceiveAsync(Action<(string Id, string Signature, JsonNode Body)> take)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = builder.Build();
        receiver.Run(async context =>
        {
            take((context.Request.Headers["webhook-id"].ToString(), context.Request.Headers["webhook-signature"].ToString(), (await JsonNode.ParseAsync(context.Request.Body))!));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await receiver.StartAsync();
        return receiver;
    }
}
