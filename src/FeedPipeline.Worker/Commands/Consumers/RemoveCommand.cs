using System.CommandLine;
using FeedPipeline.Storing.Changes;

namespace FeedPipeline.Worker.Commands.Consumers;

/// <summary><c>consumers remove NAME</c>.</summary>
internal static class RemoveCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var consumer = ConsumerArguments.Consumer();
        var command = new Command("remove", "Forgets a consumer and its cursor. A webhook goes with `feedpipe webhooks remove ID`.") { consumer };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var name = ConsumerArguments.Checked(verb.Parse.GetRequiredValue(consumer));
            if (!await verb.Get<ConsumerStore>().RemoveAsync(name, stop))
                throw ConsumerArguments.Unknown(name);
            Output.Say($"removed consumer {name}");
            return ExitCode.Done;
        }));
        return command;
    }
}
