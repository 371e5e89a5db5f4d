using FeedPipeline.Consumers;
using FeedPipeline.Events;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Polls;
using FeedPipeline.Storing.Webhooks;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.Flows;

/// <summary>Tells of events when they open and when they are over: in the log, once, and to the webhooks that asked for it.</summary>
public sealed partial class EventTeller(EventStore events, WebhookStore webhooks, WebhookSender sender, TimeProvider clock, ILogger<EventTeller> log)
{
    /// <summary>Kind by which a webhook asks for events; without it a webhook is told of articles only.</summary>
    public const string Kind = "event";

    private const int AtATime = 200;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>Tells what nobody was told yet; returns how much that was. An event that a webhook did not take is told again, with the same id, for three days.</summary>
    public async Task<int> TellAsync(CancellationToken stop)
    {
        var untold = await events.UntoldAsync(AtATime, stop);
        if (untold.Count == 0)
            return 0;
        var asked = await webhooks.ForEventsAsync(Kind, stop);
        // Who does not take one is left alone until the next time.
        HashSet<long> failing = [];
        foreach (var news in untold)
        {
            if (!news.WasTried)
                Say(news);
            if (await SendAsync(asked, failing, news, stop) || clock.GetUtcNow() - news.At > Patience)
                await events.ToldAsync(news, stop);
            else
                await events.TellAgainAsync(news, PauseAfter(clock.GetUtcNow() - news.At), stop);
        }

        return untold.Count;
    }

    private async Task<bool> SendAsync(IReadOnlyList<ClaimedWebhook> asked, HashSet<long> failing, EventNews news, CancellationToken stop)
    {
        var allTookIt = true;
        foreach (var webhook in asked.Where(webhook => Wants(webhook.Webhook, news)))
        {
            if (!failing.Contains(webhook.Webhook.Id) && await TrySendAsync(webhook, news, stop))
                continue;
            failing.Add(webhook.Webhook.Id);
            allTookIt = false;
        }

        return allTookIt;
    }

    /// <summary>Whether it took it, or takes nothing any more. What goes wrong is seen where the webhook is, in the log, and, when it goes on or no try will help, as an event of its own.</summary>
    private async Task<bool> TrySendAsync(ClaimedWebhook webhook, EventNews news, CancellationToken stop)
    {
        var result = await sender.SendAsync(webhook, news, stop);
        FlowMetrics.Delivered(result.Problem is null);
        if (result.Problem is { } problem && problem != webhook.Webhook.Problem)
            NotTold(log, webhook.Webhook.Id, webhook.Webhook.Url, problem);
        var isWorthAnEvent = (news.WasTried || result.IsGone || webhook.Secret is null) && news.Event.WebhookId != webhook.Webhook.Id;
        await webhooks.ToldAsync(webhook.Webhook, result.Problem, result.IsGone, isWorthAnEvent, stop);
        return result.Problem is null || result.IsGone;
    }

    private static bool Wants(Webhook webhook, EventNews news) =>
        (webhook.Feeds.Count == 0 || (news.Event.FeedId is { } feed && webhook.Feeds.Contains(feed))) && (webhook.Tags.Count == 0 || webhook.Tags.Any(news.Tags.Contains));

    private static TimeSpan PauseAfter(TimeSpan age) => age / 2 < FirstPause ? FirstPause : age / 2 > LongestPause ? LongestPause : age / 2;

    private void Say(EventNews news)
    {
        if (news.IsOver)
            Over(log, TableNaming.Of(news.Event.Kind), news.About);
        else
            Opened(log, TableNaming.Of(news.Event.Kind), news.About, news.Event.Detail);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Kind}: {About}: {Detail}")]
    private static partial void Opened(ILogger log, string kind, string about, string detail);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Kind}: {About}: it is over")]
    private static partial void Over(ILogger log, string kind, string about);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "webhook {Webhook} at {Url} was not told of events: {Problem}; they are told again, for three days")]
    private static partial void NotTold(ILogger log, long webhook, string url, string problem);
}
