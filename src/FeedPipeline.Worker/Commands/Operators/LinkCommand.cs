using System.CommandLine;
using FeedPipeline.Storing.Operators;
using FeedPipeline.Web.Console.SigningIn;
using FeedPipeline.Worker.Hosting;

namespace FeedPipeline.Worker.Commands.Operators;

/// <summary><c>operator link</c>.</summary>
internal static class LinkCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var urls = new Option<string?>("--urls") { Description = "Where the console listens. [default: http://127.0.0.1:8080]" };
        var command = new Command("link", "Prints a link under which the operator's password is set, good once and for a day. Setting it ends every session.") { urls };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var settings = Settings.Load(verb.Parse.GetValue(common.Config), verb.Parse.GetValue(common.Data), verb.Parse.GetValue(urls));
            var link = await SetUpLink.CreateAsync(verb.Get<OperatorStore>(), settings.Urls, stop);
            if (verb.Json)
                Output.Json(new { link });
            else
                Console.Out.WriteLine(link);
            return ExitCode.Done;
        }));
        return command;
    }
}
