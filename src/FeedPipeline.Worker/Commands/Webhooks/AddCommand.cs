using System.CommandLine;
using FeedPipeline.Articles;
using FeedPipeline.Consumers;
using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Publishing;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Webhooks;

namespace FeedPipeline.Worker.Commands.Webhooks;

/// <summary><c>webhooks add URL</c>.</summary>
internal static class AddCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var url = new Argument<string>("url") { Description = "Where changes are posted. A receiver that is not on the public internet must be allowed with Fetching__AllowedNetworks." };
        var kinds = new Option<string[]>("--kind") { Description = "Only changes of this kind; may be given several times. With event it is told of events too (event.opened, event.closed), which it is not without." };
        kinds.AcceptOnlyFromAmong([.. Enum.GetValues<ChangeKind>().Select(TableNaming.Of), EventTeller.Kind]);
        var feeds = new Option<string[]>("--feed") { Description = "Only articles that this feed lists (name, id or URL); may be given several times." };
        var languages = new Option<string[]>("--language") { Description = "Only articles in this language: en has en-GB too; may be given several times." };
        var tags = new Option<string[]>("--tag") { Description = "Only articles of feeds with this label; may be given several times." };
        var bare = new Option<bool>("--no-article") { Description = "Send the change only, without the article." };
        var from = new Option<string>("--from") { Description = "Begin with the oldest change (beginning), or with what comes from now on (now).", DefaultValueFactory = _ => "now" };
        from.AcceptOnlyFromAmong("beginning", "now");
        var secret = new Option<string?>("--secret") { Description = "The key of the signatures, whsec_ and 24 to 64 bytes as Base64. [default: a new one]", HelpName = "SECRET" };
        var command = new Command("add", "Adds a webhook and prints its id and secret. Messages are signed as Standard Webhooks 1.0 says: webhook-id (the same for every try), webhook-timestamp, webhook-signature.")
        {
            url, kinds, feeds, languages, tags, bare, from, secret,
        };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var store = verb.Get<WebhookStore>();
            var key = verb.Parse.GetValue(secret) is { } given
                ? WebhookSecret.Parse(given) ?? throw new CommandException("--secret: whsec_ and 24 to 64 bytes as Base64", ExitCode.Usage)
                : WebhookSecret.Create();
            List<long> listed = [];
            foreach (var feed in verb.Parse.GetValue(feeds) ?? [])
                listed.Add((await FeedArguments.FindAsync(verb, feed, stop)).Id);
            var wanted = new Webhook
            {
                Url = Address(verb.Parse.GetRequiredValue(url)),
                Sealed = [],
                Kinds = verb.Parse.GetValue(kinds) ?? [],
                Feeds = listed,
                Languages = verb.Parse.GetValue(languages) ?? [],
                Tags = verb.Parse.GetValue(tags) ?? [],
                Article = !verb.Parse.GetValue(bare),
            };
            if (store.Refusal is { } refusal)
                throw new CommandException(refusal, ExitCode.Usage);
            var id = await store.AddAsync(wanted, key, verb.Parse.GetValue(from) == "now", stop)
                ?? throw new CommandException("there are 1000 webhooks already: `feedpipe webhooks remove ID`");
            Output.Json(new { id, wanted.Url, Secret = WebhookSecret.Format(key) });
            Output.Say($"added webhook {id}; `feedpipe webhooks test {id}` sends it a message");
            return ExitCode.Done;
        }));
        return command;
    }

    private static string Address(string url) =>
        FeedUrl.Refuse(url) is { } why ? throw new CommandException($"{url}: {why}", ExitCode.Usage) : new Uri(url).AbsoluteUri;
}
