using System.CommandLine;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Backups;
using FeedPipeline.Storing.PrivateServer;
using FeedPipeline.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Worker.Commands;

/// <summary>Options that go with every verb, and the way every verb runs.</summary>
internal sealed class CommonOptions
{
    /// <summary>Directory of the private server.</summary>
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "Directory of the private PostgreSQL server and the document archive. [default: $XDG_DATA_HOME/feedpipeline, for root /var/lib/feedpipeline]",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>A configuration file of the operator's choice.</summary>
    public Option<string?> Config { get; } = new("--config")
    {
        Description = "Configuration file (JSON), read after the one beside the program and /etc/feedpipeline/appsettings.json, before environment variables.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>NDJSON instead of tables.</summary>
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print NDJSON with the tables' column names: one object a line.",
        Recursive = true,
    };

    /// <summary>A verb that needs the database: it is found or started, brought up to date, and left as it was.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> OnDatabase(Func<Verb, CancellationToken, Task<int>> run) => OnDatabaseAsItIs(async (verb, stop) =>
    {
        await verb.Get<Schema>().MigrateAsync(stop);
        return await run(verb, stop);
    });

    /// <summary>A verb that looks at the database whatever shape it is in.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> OnDatabaseAsItIs(Func<Verb, CancellationToken, Task<int>> run) => Guarded(async (parse, stop) =>
    {
        var settings = Settings(parse);
        settings.Check();
        await using var database = await DatabaseInUse.OpenAsync(settings, stop);
        await using var services = VerbServices.Create(settings, database);
        return await run(new Verb(parse, services, database, parse.GetValue(Json)), stop);
    });

    /// <summary>Expected faults become one line on standard error and an exit status; everything else is a bug and shows its trace.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> Guarded(Func<ParseResult, CancellationToken, Task<int>> run) => async (parse, stop) =>
    {
        // The handler of signals is in place only once the verb has yielded.
        await Task.Yield();
        try
        {
            return await run(parse, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Failed;
        }
        catch (Exception fault) when (Explain(fault) is { } explained)
        {
            await Console.Error.WriteLineAsync($"feedpipe: {explained.Line.ReplaceLineEndings(" ")}");
            return explained.ExitCode;
        }
    };

    /// <summary>The configuration that this command line asks for.</summary>
    public Settings Settings(ParseResult parse) => Hosting.Settings.Load(parse.GetValue(Config), parse.GetValue(Data), urls: null);

    /// <summary>One line and an exit status for a fault that is expected; null for a bug.</summary>
    public static (string Line, int ExitCode)? Explain(Exception fault) => fault switch
    {
        CommandException expected => (expected.Message, expected.ExitCode),
        OptionsValidationException wrong => (string.Join("; ", wrong.Failures), ExitCode.Usage),
        BackupException failed => (failed.Message, ExitCode.Failed),
        PrivateServerException unavailable => (unavailable.Message, ExitCode.Failed),
        _ when DatabaseInUse.Explain(fault) is { } unreachable => (unreachable, ExitCode.Failed),
        _ => null,
    };
}

/// <summary>What a verb on the database works with.</summary>
/// <param name="Parse">The command line.</param>
/// <param name="Services">The pipeline.</param>
/// <param name="Database">The database in use.</param>
/// <param name="Json">NDJSON was asked for.</param>
internal sealed record Verb(ParseResult Parse, IServiceProvider Services, DatabaseInUse Database, bool Json)
{
    /// <summary>A part of the pipeline.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();
}
