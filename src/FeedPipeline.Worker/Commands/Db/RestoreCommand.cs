using System.CommandLine;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Backups;

namespace FeedPipeline.Worker.Commands.Db;

/// <summary><c>db restore FILE</c>.</summary>
internal static class RestoreCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "What `feedpipe db backup` wrote." };
        var clean = new Option<bool>("--clean") { Description = "Put it in the place of what the database holds. Asks, unless --yes is given." };
        var yes = new Option<bool>("--yes") { Description = "With --clean: do not ask." };
        var command = new Command("restore", """
            Restores a backup into an empty database, or with --clean in the place of what is there: in one transaction, all of it or nothing.
            Refuses while a worker runs on the database. A backup of an older version is migrated, one of a newer version refused. Cursors of consumers and exports stay valid up to the backup.
            """) { file, clean, yes };
        command.SetAction(common.OnDatabaseAsItIs(async (verb, stop) =>
        {
            var backup = verb.Get<DatabaseBackup>();
            var path = Path.GetFullPath(verb.Parse.GetRequiredValue(file));
            if (await backup.WorkersAsync(stop) is > 0 and var workers)
                throw new CommandException($"a worker is at work on this database ({workers} connections): stop `feedpipe run` first");
            if (!await backup.IsEmptyAsync(stop))
                Confirm(verb.Parse.GetValue(clean), verb.Parse.GetValue(yes), verb.Database.Server is null ? "the configured database" : "the private server's database");
            await ProgressBar.ShowAsync("restoring", 0, async _ =>
            {
                await backup.RestoreAsync(verb.Database.ConnectionString, path, table => BackupCommand.Tell(verb, table), stop);
                return true;
            }, stop);
            var schema = verb.Get<Schema>();
            var migrated = await schema.MigrateAsync(stop);
            await schema.EnsureReaderAsync(verb.Database.ReaderPassword, stop);
            Output.Say($"restored {path}{(migrated.Count == 0 ? "" : $", and migrated it: {string.Join(", ", migrated)}")}");
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Confirm(bool clean, bool yes, string what)
    {
        if (!clean)
            throw new CommandException($"{what} is not empty: --clean puts the backup in the place of all that it holds", ExitCode.Usage);
        if (yes)
            return;
        if (Console.IsInputRedirected)
            throw new CommandException("--clean asks before it deletes; where nobody can answer, add --yes", ExitCode.Usage);
        Console.Error.Write($"All that {what} holds is deleted, and the backup put in its place. Type yes to go on: ");
        if (Console.ReadLine() != "yes")
            throw new CommandException("nothing was changed");
    }
}
