using System.CommandLine;
using FeedPipeline.Storing.Documents;

namespace FeedPipeline.Worker.Commands.Documents;

/// <summary>Which documents a verb is about.</summary>
internal sealed class DocumentOptions
{
    private readonly Option<string?> feed = new("--feed") { Description = "Only documents of this feed: name, id or URL." };
    private readonly Option<DateTimeOffset?> since = ListOptions.Since();

    /// <summary>Takes the options.</summary>
    public void AddTo(Command command)
    {
        since.Description = "Only documents that were used at this time or later: 2026-01-31 or 2026-01-31T12:00:00Z.";
        command.Add(feed);
        command.Add(since);
    }

    /// <summary>What the command line asks for.</summary>
    public async Task<DocumentFilter> FilterAsync(Verb verb, CancellationToken stop)
    {
        var feedId = verb.Parse.GetValue(feed) is { } meant ? (await FeedArguments.FindAsync(verb, meant, stop)).Id : (long?)null;
        return new DocumentFilter(feedId, verb.Parse.GetValue(since)?.ToUniversalTime());
    }
}
