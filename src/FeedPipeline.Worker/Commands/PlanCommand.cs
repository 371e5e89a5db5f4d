using System.CommandLine;
using FeedPipeline.Flows.Applying;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>plan FILE</c>.</summary>
internal static class PlanCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var (file, prune) = (DeclaredFile.File(), DeclaredFile.Prune());
        var command = new Command("plan", "Shows what `feedpipe apply` would change, and changes nothing. Status 0 when all is as the file says, 3 when something differs.") { file, prune };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var path = verb.Parse.GetRequiredValue(file);
            var wanted = await DeclaredFile.ReadAsync(path, stop);
            try
            {
                var plan = await verb.Get<Declaring>().PlanAsync(wanted, verb.Parse.GetValue(prune), stop);
                DeclaredFile.Print(plan, verb.Json);
                Output.Say(plan.IsEmpty ? "all is as the file says" : DeclaredFile.Sum(plan, "to add", "to change", "to take out"));
                return plan.IsEmpty ? ExitCode.Done : ExitCode.Differs;
            }
            catch (FormatException wrong)
            {
                throw DeclaredFile.Wrong(path, wrong.Message);
            }
        }));
        return command;
    }
}
