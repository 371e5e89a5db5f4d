using System.CommandLine;
using System.Globalization;
using FeedPipeline.Consumers;
using FeedPipeline.Storing.Changes;
using FeedPipeline.Storing.Webhooks;

namespace FeedPipeline.Worker.Commands.Webhooks;

/// <summary><c>webhooks list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var dead = new Option<long?>("--dead") { Description = "The changes that this webhook did not take, instead.", HelpName = "ID" };
        var limit = ListOptions.Limit();
        var command = new Command("list", "Lists webhooks: how far behind they are, what went wrong last, and how many changes they did not take.") { dead, limit };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            if (verb.Parse.GetValue(dead) is { } id)
                Letters(await verb.Get<DeadLetterStore>().ListAsync(id, 0, verb.Parse.GetValue(limit), stop), verb.Json);
            else
                Webhooks(await verb.Get<WebhookStore>().ListAsync(await verb.Get<ConsumerStore>().ListAsync(stop), stop), verb.Json);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Webhooks(IReadOnlyList<WebhookStatus> webhooks, bool json) => Output.Rows(
        webhooks.Select(WebhookLine.Of).ToList(),
        json,
        ("id", webhook => Number(webhook.Id)),
        ("state", webhook => webhook.State),
        ("lag", webhook => Number(webhook.Lag)),
        ("dead", webhook => Number(webhook.DeadLetters)),
        ("delivered", webhook => Number(webhook.Delivered)),
        ("last", webhook => Output.Time(webhook.DeliveredAt)),
        ("next", webhook => webhook.State == "failing" ? Output.Time(webhook.NextTryAt) : "-"),
        ("url", webhook => webhook.Url),
        ("only", webhook => string.Join(' ', [.. webhook.Kinds, .. webhook.Feeds.Select(feed => $"feed:{feed}"), .. webhook.Languages, .. webhook.Tags.Select(tag => $"tag:{tag}")])),
        ("problem", webhook => webhook.Problem));

    private static void Letters(IReadOnlyList<DeadLetter> letters, bool json) => Output.Rows(
        letters,
        json,
        ("id", letter => Number(letter.Id)),
        ("at", letter => Output.Time(letter.At)),
        ("cursor", letter => letter.Cursor),
        ("tries", letter => Number(letter.Attempts)),
        ("problem", letter => letter.Problem));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A webhook without its secret.</summary>
    private sealed record WebhookLine(
        long Id, string Url, string State, long Lag, double LagSeconds, long DeadLetters, long Delivered, DateTimeOffset? DeliveredAt, DateTimeOffset NextTryAt, int Attempts, string? Problem,
        IReadOnlyList<string> Kinds, IReadOnlyList<long> Feeds, IReadOnlyList<string> Languages, IReadOnlyList<string> Tags, bool Article, DateTimeOffset AddedAt)
    {
        public static WebhookLine Of(WebhookStatus status)
        {
            var webhook = status.Webhook;
            var state = webhook.StoppedAt is not null ? "stopped" : webhook.Problem is not null ? "failing" : "well";
            return new(
                webhook.Id, webhook.Url, state, status.Lag, status.LagSeconds, status.DeadLetters, webhook.Delivered, webhook.DeliveredAt, webhook.NextTryAt, webhook.Attempts, webhook.Problem,
                webhook.Kinds, webhook.Feeds, webhook.Languages, webhook.Tags, webhook.Article, webhook.AddedAt);
        }
    }
}
