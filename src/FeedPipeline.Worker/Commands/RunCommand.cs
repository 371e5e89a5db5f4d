using System.CommandLine;
using FeedPipeline.Worker.Hosting;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>run</c>.</summary>
internal static class RunCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var urls = new Option<string?>("--urls") { Description = "Where the API and the console listen. [default: http://127.0.0.1:8080]" };
        var noWeb = new Option<bool>("--no-web") { Description = "API, health and metrics, but no console." };
        var workersOnly = new Option<bool>("--workers-only") { Description = "Polls, and has no HTTP at all: metrics go out by OTLP then." };
        var webOnly = new Option<bool>("--web-only") { Description = "Serves, and polls nothing but what somebody asks for: other processes are the workers." };
        var command = new Command(
            "run",
            "Polls what is due, and serves the API and the console, until it is asked to stop. Without ConnectionStrings__FeedPipeline it runs a private PostgreSQL server; "
            + "with it, any number of workers share the work.")
        {
            urls, noWeb, workersOnly, webOnly,
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue(workersOnly) && (given.GetValue(webOnly) || given.GetValue(noWeb)))
                given.AddError("--workers-only excludes --web-only and --no-web: without HTTP there is nothing to serve.");
        });
        command.SetAction(CommonOptions.Guarded(async (parse, stop) =>
        {
            var settings = Settings.Load(parse.GetValue(common.Config), parse.GetValue(common.Data), parse.GetValue(urls));
            settings.Check();
            var roles = new Roles(Polls: !parse.GetValue(webOnly), Api: !parse.GetValue(workersOnly), Console: !parse.GetValue(noWeb));
            if (roles.Api && ListenAddresses.Taken(settings.Urls) is { } taken)
                throw new CommandException($"{taken} is taken by another program: choose another address with --urls", ExitCode.Usage);
            RunHost.SayWhere(settings);
            await using var database = await DatabaseInUse.OpenAsync(settings, stop);
            if (database.Server?.TryHoldForRun() == false)
                throw new CommandException($"another `feedpipe run` works on {settings.DataDirectory}: stop it, or choose another --data", ExitCode.Usage);
            await RunHost.RunAsync(settings, database, roles, stop);
            return ExitCode.Done;
        }));
        return command;
    }
}
