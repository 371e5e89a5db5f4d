using System.CommandLine;
using FeedPipeline.Storing.Articles;

namespace FeedPipeline.Worker.Commands.Parameters;

/// <summary><c>parameters keep HOST NAME</c>.</summary>
internal static class KeepCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var site = new Argument<string>("site") { Description = "Host, as `parameters list` shows it." };
        var name = new Argument<string>("name") { Description = "Name of the parameter." };
        var undo = new Option<bool>("--undo") { Description = "What was seen decides again." };
        var command = new Command("keep", "Counts a parameter as part of the address from now on, whatever was seen.") { site, name, undo };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var (host, wanted, keeps) = (verb.Parse.GetRequiredValue(site), verb.Parse.GetRequiredValue(name), !verb.Parse.GetValue(undo));
            if (!await verb.Get<ParameterStore>().KeepAsync(host, wanted, keeps, stop))
                throw new CommandException($"no parameter {wanted} of {host} was seen: `feedpipe parameters list --all` shows all");
            Output.Say(keeps ? $"{wanted} is part of the addresses of {host}" : $"what is seen decides whether {wanted} is part of the addresses of {host}");
            return ExitCode.Done;
        }));
        return command;
    }
}
