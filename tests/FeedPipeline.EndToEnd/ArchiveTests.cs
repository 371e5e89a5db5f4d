using System.IO.Compression;
using System.Text.Json;

namespace FeedPipeline.EndToEnd;

/// <summary>The archive and discovery as operators use them.</summary>
public sealed class ArchiveTests
{
    private static readonly RssItem Ferry = new("ferry", "Ferry line reopens", "<p>The boats run again from Monday.</p>");

    [SkippableFact]
    public async Task Documents_are_listed_exported_and_read_again()
    {
        await using var here = await Installation.CreateAsync();
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", Ferry));
        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml");

        var listed = JsonDocument.Parse(await here.MustAsync("documents", "list", "--json")).RootElement;
        await here.MustAsync("documents", "export", "--out", here.PathOf("all.warc.gz"));
        var again = await here.FeedpipeAsync("replay", "--dry-run");

        Assert.Equal(here.Origin.Url + "/feed.xml", listed.GetProperty("url").GetString());
        await using var file = new GZipStream(File.OpenRead(here.PathOf("all.warc.gz")), CompressionMode.Decompress);
        var warc = await new StreamReader(file).ReadToEndAsync();
        Assert.StartsWith("WARC/1.1\r\nWARC-Type: warcinfo\r\n", warc, StringComparison.Ordinal);
        Assert.Contains("Ferry line reopens", warc, StringComparison.Ordinal);
        Assert.Equal((0, "1 documents, nothing was written: 0 articles new, 0 revised, 0 seen in a further feed, 0 items kept out"), (again.ExitCode, again.Error));
    }

    [SkippableFact]
    public async Task A_site_that_offers_several_feeds_lists_them_and_adds_none()
    {
        await using var here = await Installation.CreateAsync();
        here.Origin.Serve("index.html", """
            <!doctype html><link rel=alternate type="application/rss+xml" title="World" href="world.xml"><link rel=alternate type="application/rss+xml" title="Town" href="town.xml">
            """);
        here.Origin.Serve("town.xml", Rss.Of("Town", Ferry));

        var ran = await here.FeedpipeAsync("feeds", "add", here.Origin.Url + "/index.html");

        Assert.Equal(1, ran.ExitCode);
        Assert.Equal(
            [$"{here.Origin.Url}/world.xml (World)", $"{here.Origin.Url}/town.xml (Town)", $"feedpipe: {here.Origin.Url}/index.html was not added: the page offers 2 feeds: name one of them"],
            ran.Error.Split('\n'));
        await here.MustAsync("feeds", "add", here.Origin.Url + "/town.xml");
    }
}
