using System.CommandLine;
using FeedPipeline.Flows;
using FeedPipeline.Storing.Webhooks;

namespace FeedPipeline.Worker.Commands.Webhooks;

/// <summary><c>webhooks test ID</c>.</summary>
internal static class TestCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = WebhookArguments.Id();
        var command = new Command("test", "Sends a webhook a signed message of type webhook.test, and says what became of it. Status 1 when it was not taken.") { id };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var wanted = verb.Parse.GetRequiredValue(id);
            var webhook = await verb.Get<WebhookStore>().FindAsync(wanted, stop) ?? throw WebhookArguments.Unknown(wanted);
            if ((await verb.Get<WebhookSender>().TestAsync(webhook, stop)).Problem is { } problem)
                throw new CommandException($"webhook {wanted} did not take it: {problem}");
            Output.Say($"webhook {wanted} took it");
            return ExitCode.Done;
        }));
        return command;
    }
}
