using System.CommandLine;
using FeedPipeline.Flows;

namespace FeedPipeline.Worker.Commands.Webhooks;

/// <summary><c>webhooks retry ID</c>.</summary>
internal static class RetryCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = WebhookArguments.Id();
        var all = new Option<bool>("--all") { Description = "All that it did not take, instead of the oldest only." };
        var command = new Command("retry", "Tries a webhook now: sends again what it did not take, the oldest change or all, and ends its pause, also that of one that was stopped. Status 1 when it does not take something.") { id, all };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var wanted = verb.Parse.GetRequiredValue(id);
            var (taken, failed, problem) = await verb.Get<DeadLetterRetry>().RetryAsync(wanted, verb.Parse.GetValue(all), stop) ?? throw WebhookArguments.Unknown(wanted);
            if (failed > 0)
                throw new CommandException($"webhook {wanted} took {taken} changes and did not take {failed}: {problem}");
            Output.Say($"webhook {wanted} took {taken} changes; what it has not been told of is sent at once");
            return ExitCode.Done;
        }));
        return command;
    }
}
