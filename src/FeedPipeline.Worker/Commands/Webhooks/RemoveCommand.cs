using System.CommandLine;
using FeedPipeline.Storing.Webhooks;

namespace FeedPipeline.Worker.Commands.Webhooks;

/// <summary><c>webhooks remove ID</c>.</summary>
internal static class RemoveCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = WebhookArguments.Id();
        var command = new Command("remove", "Removes a webhook, with the changes that it did not take.") { id };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var wanted = verb.Parse.GetRequiredValue(id);
            if (!await verb.Get<WebhookStore>().RemoveAsync(wanted, stop))
                throw WebhookArguments.Unknown(wanted);
            Output.Say($"removed webhook {wanted}");
            return ExitCode.Done;
        }));
        return command;
    }
}
