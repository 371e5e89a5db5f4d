using System.CommandLine;
using FeedPipeline.Consumers;
using FeedPipeline.Storing.Changes;

namespace FeedPipeline.Worker.Commands.Consumers;

/// <summary><c>consumers reset NAME</c>.</summary>
internal static class ResetCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var consumer = ConsumerArguments.Consumer();
        var to = new Option<string>("--to") { Description = "beginning (the oldest change that the log still has), now, or a cursor that was read: what comes after it is read next.", HelpName = "beginning|now|CURSOR", DefaultValueFactory = _ => "beginning" };
        var command = new Command("reset", "Moves a consumer's cursor, back or forward. webhook:ID moves a webhook's: it is told again, or not at all, of what lies between.") { consumer, to };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var (name, end) = (verb.Parse.GetRequiredValue(consumer), verb.Parse.GetRequiredValue(to));
            var position = end is "beginning" or "now" ? (LogPosition?)null : LogPosition.Parse(end)
                ?? throw new CommandException($"--to {end}: beginning, now, or a cursor like 12-345", ExitCode.Usage);
            if (position is not null)
                ConsumerArguments.Must((await verb.Get<ChangeLog>().ReadAsync(new ChangeRequest(null, 1, end), stop)).Refusal);
            if (!await verb.Get<ConsumerStore>().ResetAsync(name, position, end == "now", stop))
                throw ConsumerArguments.Unknown(name);
            Output.Say($"{name} goes on from {end}");
            return ExitCode.Done;
        }));
        return command;
    }
}
