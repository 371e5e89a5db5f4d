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
        foreach (var news in untold)
        {
            if (!news.WasTried)
                Say(news);
            if (await SendAsync(asked, news, stop) || clock.GetUtcNow() - news.At > Patience)
                await events.ToldAsync(news, stop);
            else
                await events.TellAgainAsync(news, PauseAfter(clock.GetUtcNow() - news.At), stop);
        }

        return untold.Count;
    }

    private async Task<bool> SendAsync(IReadOnlyList<ClaimedWebhook> asked, EventNews news, CancellationToken stop)
    {
        var allTookIt = true;
        foreach (var webhook in asked.Where(webhook => Wants(webhook.Webhook, news)))
        {
            var result = await sender.SendAsync(webhook, news, stop);
            FlowMetrics.Delivered(result.Problem is null);
            allTookIt &= result.Problem is null || result.IsGone;
        }

        return allTookIt;
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
}
