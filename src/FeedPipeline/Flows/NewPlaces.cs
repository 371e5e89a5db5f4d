using FeedPipeline.Configuring;
using FeedPipeline.Documents;
using FeedPipeline.Steps;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Watching;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>Looks on the sites of dead feeds for their new places, and proposes them to the operator, who decides.</summary>
public sealed class NewPlaces(DeadFeeds dead, Discovery discovery, IOptions<DiscoveryOptions> options, IOptions<WatchingOptions> watching)
{
    /// <summary>Searches as many sites as may be searched in an hour; returns how many proposals came of it.</summary>
    public async Task<int> SearchAsync(CancellationToken stop)
    {
        var proposed = 0;
        for (var sites = 0; sites < options.Value.SitesAnHour; sites++)
        {
            if (await dead.TakeAsync(1, watching.Value.FailuresUntilSearched, stop) is not [var (eventId, feed)])
                break;

            var found = await discovery.LookAsync(feed with { Url = feed.SiteUrl! }, stop);
            if (Proposal(feed.Name, feed.Url, found) is { } proposal)
            {
                await dead.ProposeAsync(eventId, PollCompletion.Line(proposal), stop);
                proposed++;
            }
        }

        return proposed;
    }

    /// <summary>What to do; null where the site offers nothing but the dead address.</summary>
    private static string? Proposal(string name, string url, Discovered found)
    {
        if (found.Document?.Format is not null)
            return found.Feed.Url == url ? null : $"its site offers {found.Feed.Url}: feedpipe feeds set \"{name}\" --url {found.Feed.Url}";

        List<LinkedFeed> others = [.. found.Offered.Where(feed => feed.Url != url)];
        return others.Count == 0 ? null : $"its site offers other feeds: {string.Join(", ", others.Select(feed => feed.Url))}";
    }
}
