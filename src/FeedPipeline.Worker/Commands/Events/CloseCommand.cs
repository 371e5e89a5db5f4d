using System.CommandLine;
using FeedPipeline.Storing.Polls;

namespace FeedPipeline.Worker.Commands.Events;

/// <summary><c>events close ID</c>.</summary>
internal static class CloseCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = new Argument<long>("id") { Description = "Id of the event." };
        var command = new Command("close", "Closes an event. It opens again when its cause is noticed again.") { id };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var wanted = verb.Parse.GetRequiredValue(id);
            if (!await verb.Get<EventStore>().CloseAsync(wanted, stop))
                throw new CommandException($"there is no open event {wanted}: `feedpipe events list` shows all");
            Output.Say($"closed event {wanted}");
            return ExitCode.Done;
        }));
        return command;
    }
}
