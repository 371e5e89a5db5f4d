using System.CommandLine;
using FeedPipeline.Storing.Backups;

namespace FeedPipeline.Worker.Commands.Db;

/// <summary><c>db backup FILE</c>.</summary>
internal static class BackupCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "Where the backup goes; a file that is there is replaced once the new one is complete." };
        var command = new Command("backup", """
            Writes the whole database to one file, in pg_dump's custom format, as it is at this moment; workers go on. The file is verified before it gets its name.
            Credentials of feeds stay sealed in it: the key file (Secrets:KeyFile) is NOT in the backup, keep it elsewhere.
            """) { file };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var path = Path.GetFullPath(verb.Parse.GetRequiredValue(file));
            var (bytes, tables) = await ProgressBar.ShowAsync("backing up", 0, _ => verb.Get<DatabaseBackup>().WriteAsync(verb.Database.ConnectionString, path, table => Tell(verb, table), stop), stop);
            Output.Say($"backed up {tables} tables in {bytes / 1024.0 / 1024:0.0} MB to {path}");
            Output.Say("credentials are sealed in it: keep the key file (Secrets:KeyFile) elsewhere, it is not in the backup");
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Which table is reached, for whoever reads along without a terminal.</summary>
    internal static void Tell(Verb verb, string table)
    {
        if (!ProgressBar.IsShown && verb.Json)
            Output.Json(new { table });
    }
}
