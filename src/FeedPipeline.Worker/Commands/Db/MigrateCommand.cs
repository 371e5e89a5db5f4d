using System.CommandLine;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands.Db;

/// <summary><c>db migrate</c>.</summary>
internal static class MigrateCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var command = new Command("migrate", "Brings the database to the shape that this program needs; every other verb does so too.");
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var (applied, _) = await verb.Get<Schema>().StatusAsync(stop);
            Output.Say($"the database is up to date: {applied.Count} migrations, the last one {applied[^1]}");
            return ExitCode.Done;
        }));
        return command;
    }
}
