using System.Diagnostics;
using System.Globalization;

namespace FeedPipeline.EndToEnd;

/// <summary>The sample site, and the pipeline on it.</summary>
public sealed class SampleTests
{
    [SkippableFact]
    public async Task A_worker_sees_on_it_what_happens_on_real_sites()
    {
        await using var here = await Installation.CreateAsync();
        var (_, site) = await here.SampleAsync();
        await here.RunAsync();
        await here.MustAsync("feeds", "add", site + "rss.xml", "--every", "1s");
        await here.MustAsync("feeds", "add", site + "atom.xml", "--every", "1s");
        var before = await here.QueryAsync<long>("SELECT count(*) FROM article");

        await SeenAsync(here, "SELECT count(*) FROM poll WHERE outcome = 'not_modified'", "a feed without news answers 304");
        await SeenAsync(here, "SELECT count(*) FROM article_revision", "an edit is a revision");
        await SeenAsync(here, "SELECT count(*) FROM (SELECT FROM sighting GROUP BY article_id HAVING count(DISTINCT feed_id) = 2) shared", "a story of both feeds is one article with two sightings");
        await SeenAsync(here, "SELECT count(*) FROM (SELECT FROM article GROUP BY body HAVING count(DISTINCT url) = 2) copies", "a reprint is an article of its own");
        await SeenAsync(here, "SELECT count(*) FROM article JOIN article AS original ON original.id = article.copy_of WHERE article.body = original.body AND article.url <> original.url", "it is labelled a copy");
        await SeenAsync(here, string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM (SELECT FROM article OFFSET {before + 3}) later"), "new articles arrive");

        var all = (await here.MustAsync("articles", "list", "--json", "--limit", "500")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        var originals = (await here.MustAsync("articles", "list", "--json", "--limit", "500", "--copies", "exclude")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(originals.Length, 1, all - 1);
        Assert.All(originals, line => Assert.Contains("\"copy_of\":null", line, StringComparison.Ordinal));
        Assert.Equal(0, await here.QueryAsync<long>("SELECT count(*) FROM feed WHERE last_outcome NOT IN ('stored', 'unchanged', 'not_modified')"));
        Assert.Equal(0, await here.QueryAsync<long>("SELECT count(*) FROM article WHERE body IS NULL OR dek IS NULL OR byline IS NULL OR body_source <> 'feed'"));
    }

    [SkippableFact]
    public async Task A_second_run_of_it_is_news_at_once_and_no_gap()
    {
        await using var here = await Installation.CreateAsync();
        var (first, site) = await here.SampleAsync();
        await here.RunAsync();
        await here.MustAsync("feeds", "add", site + "rss.xml", "--every", "1s");

        first.Kill();
        await first.WaitForExitAsync();
        await here.SampleAsync(new Uri(site).Authority, seed: "2");
        await SeenAsync(here, "SELECT count(*) FROM sighting WHERE guid LIKE 'courier-2-%'", "the second run's articles arrive");

        Assert.Equal(0, await here.QueryAsync<long>("SELECT count(*) FROM event WHERE kind IN ('gap', 'identity', 'content_shift')"));
    }

    [SkippableFact]
    public async Task SIGTERM_ends_it_with_status_0()
    {
        await using var here = await Installation.CreateAsync();
        var (sample, _) = await here.SampleAsync();

        await Process.Start("/usr/bin/kill", ["-TERM", sample.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExitAsync();
        await sample.WaitForExitAsync();

        Assert.Equal(0, sample.ExitCode);
    }

    [SkippableTheory]
    [InlineData("--listen", "8081")]
    [InlineData("--listen", "news.example:80")]
    [InlineData("--every", "soon")]
    [InlineData("--articles", "nowhere")]
    public async Task A_wrong_option_is_one_line_and_status_2(string option, string value)
    {
        await using var here = await Installation.CreateAsync();

        var ran = await here.FeedpipeAsync("sample", option, value);

        Assert.Equal(2, ran.ExitCode);
        Assert.StartsWith($"feedpipe: {option} {value}: ", Assert.Single(ran.Error.Split('\n')), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_taken_port_is_one_line_and_status_2()
    {
        await using var here = await Installation.CreateAsync();
        var taken = new Uri(here.Origin.Url).Authority;

        var ran = await here.FeedpipeAsync("sample", "--listen", taken);

        Assert.Equal(2, ran.ExitCode);
        Assert.StartsWith($"feedpipe: --listen {taken}: ", Assert.Single(ran.Error.Split('\n')), StringComparison.Ordinal);
    }

    private static Task SeenAsync(Installation here, string count, string what) => Wait.UntilAsync(async () => await here.QueryAsync<long>(count) > 0, what);
}
