using System.CommandLine;
using FeedPipeline.Storing.Pages;

namespace FeedPipeline.Worker.Commands.Furniture;

/// <summary><c>furniture keep ID</c>.</summary>
internal static class KeepCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = new Argument<long>("id") { Description = "Id of the paragraph, as `furniture list` shows it." };
        var undo = new Option<bool>("--undo") { Description = "It is template text after all." };
        var command = new Command("keep", "Leaves a paragraph in the articles of its site from now on.") { id, undo };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var (wanted, keeps) = (verb.Parse.GetRequiredValue(id), !verb.Parse.GetValue(undo));
            if (!await verb.Get<FurnitureStore>().KeepAsync(wanted, keeps, stop))
                throw new CommandException($"there is no paragraph {wanted}: `feedpipe furniture list` shows all");
            Output.Say(keeps ? $"paragraph {wanted} stays in the articles of its site" : $"paragraph {wanted} is taken off the articles of its site");
            return ExitCode.Done;
        }));
        return command;
    }
}
