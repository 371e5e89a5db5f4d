using FeedPipeline.Flows.Checking;
using FeedPipeline.Tests.Fetching;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Flows;

/// <summary>Every row of the case file as the address that an operator has checked; run inside a network namespace by <see cref="SsrfTests"/>.</summary>
[Collection(DatabaseTests.Name)]
public sealed class SsrfCheckTests(TestServer server)
{
    [SkippableFact]
    public async Task A_check_connects_to_public_addresses_only()
    {
        Skip.If(SsrfRows.Corpus is null || Environment.GetEnvironmentVariable(SsrfRows.Inside) is null, "is run inside a network namespace.");
        using var sentinels = new Sentinels();
        await using var db = await TestDatabase.CreateAsync(server, SsrfRows.Resolve,
            ("Fetching:AllowedNetworks:0", "10.99.0.0/16"), ("Fetching:ConnectTimeout", "00:00:01"), ("Fetching:PerHost", "64"));
        var rows = SsrfRows.All().Where(row => row.Verdict != "ALLOW").ToList();

        var usable = new List<string>();
        await Parallel.ForEachAsync(rows, async (row, stop) =>
        {
            var found = await db.Get<FeedCheck>().CheckAsync(row.Url, told: null, stop);
            if (found.IsUsable || !found.Findings.Any(finding => finding.Grade == Grade.Bad))
                lock (usable)
                    usable.Add($"{row.Id} {row.Url}");
        });

        Assert.Empty(usable);
        Assert.Equal(250, rows.Count);
        Assert.Equal(0, sentinels.Accepted);
    }
}
