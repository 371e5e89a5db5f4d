using System.Net;
using FeedPipeline.Tests.Fetching;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Web.Console;

/// <summary>Every row of the case file typed into the console's page for adding a feed; run inside a network namespace by <see cref="SsrfTests"/>.</summary>
[Collection(DatabaseTests.Name)]
public sealed class SsrfConsoleTests(TestServer server)
{
    [SkippableFact]
    public async Task What_is_typed_into_the_console_connects_to_public_addresses_only()
    {
        Skip.If(SsrfRows.Corpus is null || Environment.GetEnvironmentVariable(SsrfRows.Inside) is null, "is run inside a network namespace.");
        using var sentinels = new Sentinels();
        await using var house = await ApiHouse.OpenConsoleAsync(server, SsrfRows.Resolve,
            ("Fetching:AllowedNetworks:0", "10.99.0.0/16"), ("Fetching:ConnectTimeout", "00:00:01"), ("Fetching:PerHost", "64"), ("Web:CallsPerMinute", "100000"));
        var visitor = await ConsoleVisitor.SignedInAsync(house);
        var token = ConsoleVisitor.TokenOf((await visitor.GetAsync("/feeds/add")).Body);
        var rows = SsrfRows.All().Where(row => row.Verdict != "ALLOW").ToList();

        var wrong = new List<string>();
        await Parallel.ForEachAsync(rows, async (row, _) =>
        {
            var looked = await visitor.PostAsync("/feeds/check", [("token", token), ("url", row.Url)]);
            var added = await visitor.PostAsync("/feeds/add", [("token", token), ("url", row.Url)]);
            if (looked.Status != HttpStatusCode.OK || !looked.Body.Contains("class=\"tag bad\"", StringComparison.Ordinal) || looked.Body.Contains("id=\"preview\"", StringComparison.Ordinal)
                || added.Status is not (HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity))
                lock (wrong)
                    wrong.Add($"{row.Id} {row.Url}: looked at {looked.Status}, added {added.Status}");
        });

        Assert.Empty(wrong);
        Assert.Equal(250, rows.Count);
        Assert.Equal(0, sentinels.Accepted);
        Assert.Equal("0", await house.Db.AskAsync("SELECT count(*)::text FROM feed_definition"));
    }
}
