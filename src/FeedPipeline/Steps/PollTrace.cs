using System.Diagnostics;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using FeedPipeline.Storing;

namespace FeedPipeline.Steps;

/// <summary>A trace of each poll with a span for every step, for whoever listens; nothing where nobody does.</summary>
internal static class PollTrace
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "FeedPipeline";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>One poll, to be disposed at its end.</summary>
    public static Activity? Begin(ClaimedFeed claim)
    {
        var poll = Source.StartActivity("poll");
        if (poll?.IsAllDataRequested == true)
        {
            poll.SetTag("feedpipeline.feed.id", claim.Feed.Id);
            poll.SetTag("feedpipeline.feed.name", claim.Feed.Name);
        }

        return poll;
    }

    /// <summary>One step of it: fetch, read, normalize, deduplicate or store.</summary>
    public static Activity? Step(string name) => Activity.Current?.Source == Source ? Source.StartActivity(name) : null;

    /// <summary>How it went.</summary>
    public static void End(Activity? trace, Poll poll)
    {
        if (trace?.IsAllDataRequested != true)
            return;
        trace.SetTag("feedpipeline.poll.outcome", TableNaming.Of(poll.Outcome));
        trace.SetTag("feedpipeline.poll.items", poll.Items);
        trace.SetTag("feedpipeline.poll.new", poll.New);
        trace.SetTag("feedpipeline.poll.revised", poll.Revised);
        if (poll.Failed)
            trace.SetStatus(ActivityStatusCode.Error, poll.Detail);
    }
}
