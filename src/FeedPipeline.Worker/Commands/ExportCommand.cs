using System.CommandLine;
using FeedPipeline.Flows.Applying;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>export</c>.</summary>
internal static class ExportCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var command = new Command("export", "Prints all feeds and rules as YAML, which `feedpipe plan` and `feedpipe apply` read. Secrets are not in it: only where they stand.");
        command.SetAction(common.OnDatabase(PrintAsync));
        return command;
    }

    /// <summary>The file on standard output; what it cannot hold on standard error.</summary>
    public static async Task<int> PrintAsync(Verb verb, CancellationToken stop)
    {
        var (text, withoutSecrets) = await verb.Get<Declaring>().ExportAsync(stop);
        Console.Out.Write(text);
        foreach (var name in withoutSecrets)
            Output.Say($"feed \"{name}\" has credentials that were set by hand: they are not in the file, and `feedpipe apply` leaves them as they are");
        return ExitCode.Done;
    }
}
