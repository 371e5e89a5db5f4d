using System.CommandLine;
using FeedPipeline.Storing.Changes;

namespace FeedPipeline.Worker.Commands.Consumers;

/// <summary><c>consumers add NAME</c>.</summary>
internal static class AddCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var consumer = ConsumerArguments.Consumer();
        var from = new Option<string>("--from") { Description = "Begin with the oldest change (beginning), or with what comes from now on (now).", DefaultValueFactory = _ => "beginning" };
        from.AcceptOnlyFromAmong("beginning", "now");
        var command = new Command("add", "Makes a consumer. Its first read does that too, from the beginning.") { consumer, from };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var name = ConsumerArguments.Checked(verb.Parse.GetRequiredValue(consumer));
            if (!await verb.Get<ConsumerStore>().AddAsync(name, verb.Parse.GetValue(from) == "now", stop))
                throw new CommandException($"there is a consumer {name} already: `feedpipe consumers reset {name}` moves its cursor");
            Output.Say($"added consumer {name}");
            return ExitCode.Done;
        }));
        return command;
    }
}
