using FeedPipeline.Articles;
using FeedPipeline.Consumers;
using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Publishing;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Changes;
using FeedPipeline.Storing.Webhooks;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FeedPipeline.Web.Console.Routes;

/// <summary>Who follows the change log: programs with a cursor, and webhooks.</summary>
internal static class ConsumerRoutes
{
    private const int ShownLetters = 100;

    /// <summary><c>/consumers</c> and what its forms do.</summary>
    public static void MapConsumerPages(this IEndpointRouteBuilder console)
    {
        console.Shows("/consumers", (HttpContext context, ConsumerStore consumers, WebhookStore webhooks, CancellationToken stop) => ShowAsync(context, consumers, webhooks, secret: null, stop));
        console.Does("/consumers/reset", ResetAsync);
        console.Does("/consumers/remove", RemoveAsync);
        console.Does("/webhooks", AddAsync);
        console.Shows("/webhooks/{id:long}", LettersAsync);
        console.Does("/webhooks/{id:long}/retry", RetryAsync);
        console.Does("/webhooks/{id:long}/test", TestAsync);
        console.Does("/webhooks/{id:long}/remove", RemoveWebhookAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, ConsumerStore consumers, WebhookStore webhooks, string? secret, CancellationToken stop)
    {
        var lags = await consumers.ListAsync(stop);
        var hooks = await webhooks.ListAsync(lags, stop);
        return Page.Of<ConsumersPage>(context, new ConsumersModel([.. lags.Where(consumer => !consumer.Name.StartsWith("webhook:", StringComparison.Ordinal))], hooks, webhooks.Refusal, secret));
    }

    private static async Task<IResult> ResetAsync(HttpContext context, ConsumerStore consumers, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var (name, toNow) = (form["name"].ToString(), form["to"] == "now");
        return await consumers.ResetAsync(name, position: null, toNow, stop)
            ? Said.Then(context, true, $"{name} goes on with {(toNow ? "what comes from now on" : "the oldest change that is kept")}.", "/consumers")
            : Said.Then(context, false, "There is no such consumer any more.", "/consumers");
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, ConsumerStore consumers, CancellationToken stop)
    {
        var name = (await context.Request.ReadFormAsync(stop))["name"].ToString();
        // A webhook's cursor goes with the webhook only.
        return !name.StartsWith("webhook:", StringComparison.Ordinal) && await consumers.RemoveAsync(name, stop)
            ? Said.Then(context, true, $"{name} was forgotten.", "/consumers")
            : Said.Then(context, false, "There is no such consumer any more.", "/consumers");
    }

    private static async Task<IResult> AddAsync(HttpContext context, ConsumerStore consumers, WebhookStore webhooks, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var (url, kinds) = (form["url"].ToString().Trim(), form["kind"].OfType<string>().Where(kind => kind == EventTeller.Kind || TableNaming.Parse<ChangeKind>(kind) is not null).ToList());
        if (webhooks.Refusal is { } refusal)
            return Said.Then(context, false, Problems.Sentence(refusal), "/consumers");
        if (FeedUrl.Refuse(url) is { } wrong)
            return Said.Then(context, false, $"The address cannot be used: {wrong}.", "/consumers");
        var key = WebhookSecret.Create();
        var wanted = new Webhook { Url = new Uri(url).AbsoluteUri, Sealed = [], Kinds = kinds, Article = form["article"] == "true" };
        return await webhooks.AddAsync(wanted, key, form["from"] != "beginning", stop) is null
            ? Said.Then(context, false, "There are too many webhooks already.", "/consumers")
            : await ShowAsync(context, consumers, webhooks, WebhookSecret.Format(key), stop);
    }

    private static async Task<IResult> LettersAsync(HttpContext context, long id, WebhookStore webhooks, DeadLetterStore letters, CancellationToken stop) =>
        await webhooks.FindAsync(id, stop) is { Webhook: var webhook }
            ? Page.Of<WebhookPage>(context, new WebhookModel(webhook, await letters.ListAsync(id, 0, ShownLetters, stop)))
            : Page.Missing(context, $"There is no webhook {id}.");

    private static async Task<IResult> RetryAsync(HttpContext context, long id, DeadLetterRetry retry, CancellationToken stop) => await retry.RetryAsync(id, all: true, stop) switch
    {
        null => Page.Missing(context, $"There is no webhook {id}."),
        (var taken, 0, _) => Said.Then(context, true, $"It took {Words.Many(taken, "change")}, and what it has not been told of is sent at once.", Path(id)),
        var (taken, failed, problem) => Said.Then(context, false, $"It took {Words.Many(taken, "change")} and did not take {failed}: {problem}.", Path(id)),
    };

    private static async Task<IResult> TestAsync(HttpContext context, long id, WebhookStore webhooks, WebhookSender sender, CancellationToken stop)
    {
        if (await webhooks.FindAsync(id, stop) is not { } webhook)
            return Page.Missing(context, $"There is no webhook {id}.");
        return (await sender.TestAsync(webhook, stop)).Problem is { } problem
            ? Said.Then(context, false, Problems.Sentence(problem), Path(id))
            : Said.Then(context, true, "It took the test message.", Path(id));
    }

    private static async Task<IResult> RemoveWebhookAsync(HttpContext context, long id, WebhookStore webhooks, CancellationToken stop) => await webhooks.RemoveAsync(id, stop)
        ? Said.Then(context, true, $"Webhook {id} was removed.", "/consumers")
        : Page.Missing(context, $"There is no webhook {id}.");

    private static string Path(long id) => FormattableString.Invariant($"/webhooks/{id}");
}

/// <summary>What the page of consumers shows.</summary>
/// <param name="Consumers">Programs with a cursor.</param>
/// <param name="Webhooks">Addresses that are told.</param>
/// <param name="Refusal">Why no webhook can be added; null when one can.</param>
/// <param name="Secret">The secret of one that was just added: the only time that it can be seen.</param>
public sealed record ConsumersModel(IReadOnlyList<ConsumerLag> Consumers, IReadOnlyList<WebhookStatus> Webhooks, string? Refusal, string? Secret);

/// <summary>What the page of one webhook shows.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Letters">The oldest changes that it did not take.</param>
public sealed record WebhookModel(Webhook Webhook, IReadOnlyList<DeadLetter> Letters);
