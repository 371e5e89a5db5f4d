using System.CommandLine;
using FeedPipeline.Flows.Applying;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>apply FILE</c>.</summary>
internal static class ApplyCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var (file, prune) = (DeclaredFile.File(), DeclaredFile.Prune());
        var force = new Option<bool>("--force") { Description = "With --prune: take out even more feeds than stay." };
        var command = new Command("apply", "Makes feeds and rules what a file says, in one transaction: all of it or, when anything is wrong, nothing. New feeds are not fetched first.") { file, prune, force };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var path = verb.Parse.GetRequiredValue(file);
            var wanted = await DeclaredFile.ReadAsync(path, stop);
            try
            {
                var applied = await verb.Get<Declaring>().ApplyAsync(wanted, verb.Parse.GetValue(prune), verb.Parse.GetValue(force), stop);
                DeclaredFile.Print(applied.Plan, verb.Json);
                if (applied.Refusal is { } refusal)
                    throw new CommandException($"nothing was changed: {refusal}");
                Output.Say(applied.Plan.IsEmpty ? "all was as the file says" : DeclaredFile.Sum(applied.Plan, "added", "changed", "taken out"));
                return ExitCode.Done;
            }
            catch (FormatException wrong)
            {
                throw DeclaredFile.Wrong(path, $"{wrong.Message}; nothing was changed");
            }
        }));
        return command;
    }
}
