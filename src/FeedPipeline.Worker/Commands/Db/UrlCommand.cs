using System.CommandLine;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands.Db;

/// <summary><c>db url</c>.</summary>
internal static class UrlCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var role = new Option<string>("--role") { Description = "Whose connection: owner, or reader (may only SELECT).", DefaultValueFactory = _ => "owner" };
        role.AcceptOnlyFromAmong("owner", "reader");
        var command = new Command("url", "Prints the connection URI in use: psql \"$(feedpipe db url)\". The private server answers while `feedpipe run` runs.") { role };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            if (verb.Parse.GetValue(role) == "reader")
                await verb.Get<Schema>().EnsureReaderAsync(verb.Database.ReaderPassword, stop);
            var url = verb.Parse.GetValue(role) == "reader" ? verb.Database.ReaderUri : verb.Database.Uri;
            if (verb.Json)
                Output.Json(new { Url = url });
            else
                Console.Out.WriteLine(url);
            return ExitCode.Done;
        }));
        return command;
    }
}
