using System.CommandLine;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands.Db;

/// <summary><c>db status</c>.</summary>
internal static class StatusCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var command = new Command("status", "Shows which database is in use, its size, and which migrations it has. Changes nothing.");
        command.SetAction(common.OnDatabaseAsItIs(async (verb, stop) =>
        {
            var schema = verb.Get<Schema>();
            var (applied, pending) = await schema.StatusAsync(stop);
            var server = await schema.ServerAsync(stop);
            if (verb.Json)
            {
                Output.Json(new { Server = verb.Database.Server is null ? "configured" : "private", server.Version, server.Bytes, Applied = applied, Pending = pending });
                return ExitCode.Done;
            }

            Output.Rows<(string What, string Value)>(
                [
                    ("server", verb.Database.Server is null ? "configured" : "private"),
                    ("version", server.Version),
                    ("size", $"{server.Bytes / 1024 / 1024} MB"),
                    ("applied", applied.Count == 0 ? "-" : string.Join(", ", applied)),
                    ("pending", pending.Count == 0 ? "-" : string.Join(", ", pending)),
                ],
                json: false,
                ("what", row => row.What),
                ("value", row => row.Value));
            return ExitCode.Done;
        }));
        return command;
    }
}
