using FeedPipeline.Documents;
using FeedPipeline.Polling;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Operators;
using FeedPipeline.Storing.PrivateServer;
using FeedPipeline.Web;
using FeedPipeline.Web.Console;
using FeedPipeline.Web.Console.SigningIn;
using FeedPipeline.Worker.Commands;
using FeedPipeline.Worker.Jobs;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Worker.Hosting;

/// <summary>The worker and the API in one process, or one of them.</summary>
internal static partial class RunHost
{
    /// <summary>What is left to do once no poll is in hand any more.</summary>
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(20);

    /// <summary>Says where the private server's data are, before anything is done to them: a newcomer may not know of old ones.</summary>
    public static void SayWhere(Settings settings)
    {
        if (settings.ConnectionString is not null)
            return;
        using var logs = LoggerFactory.Create(log => log.AddLog(settings));
        HasData(logs.CreateLogger(nameof(FeedPipeline)), settings.DataDirectory, PrivatePostgres.IsIn(settings.DataDirectory) ? "found" : "new");
    }

    /// <summary>Runs until <paramref name="stop"/>; polls in hand are ended or given back.</summary>
    public static async Task RunAsync(Settings settings, DatabaseInUse database, Roles roles, CancellationToken stop)
    {
        await using var app = Build(settings, database, roles);
        await PrepareAsync(app, database, stop);
        await app.StartAsync(stop);
        if (!roles.Polls)
            OnlyServes(app.Logger);
        Ready(app.Logger, roles.Api ? string.Join(", ", app.Urls) : "no HTTP");
        if (roles is { Api: true, Console: true })
            await InviteAsync(app, stop);
        await WaitAsync(app, stop);
        await app.StopAsync(CancellationToken.None);
        if (!stop.IsCancellationRequested)
            throw new CommandException("a part of the worker failed, the log says which; start it again");
    }

    private static WebApplication Build(Settings settings, DatabaseInUse database, Roles roles)
    {
        // The content root is the program's directory: what lies in the current one is nobody's configuration.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(settings.Configuration);
        builder.Logging.AddLog(settings);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(database);
        builder.Services.AddFeedPipeline(database.ConnectionString);
        builder.Services.AddTelemetry(settings);
        builder.Services.AddKeeping();
        if (roles.Polls)
            builder.Services.AddWorker(database);
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<PollingOptions>>((host, polling) =>
            host.ShutdownTimeout = polling.Value.StopTimeout + StopMargin);
        if (roles.Api)
        {
            builder.WebHost.UseUrls(settings.Urls);
            if (roles.Console)
                builder.Services.AddFeedPipelineConsole();
            builder.Services.AddFeedPipelineApi();
        }
        else
        {
            builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.Server.IServer, NoServer>();
        }

        var app = builder.Build();
        if (roles.Api)
            app.MapFeedPipelineApi();
        return app;
    }

    private static async Task PrepareAsync(WebApplication app, DatabaseInUse database, CancellationToken stop)
    {
        // A wrong file of rules ends the start, like any other wrong option.
        app.Services.GetRequiredService<PageRules>();
        var schema = app.Services.GetRequiredService<Schema>();
        var applied = await schema.MigrateAsync(stop);
        foreach (var migration in applied)
            Migrated(app.Logger, migration);
        if (applied.Count > 0)
            UpToDate(app.Logger, applied.Count);
        if (await schema.EnsureReaderAsync(database.ReaderPassword, stop) is { } refused)
            NoReader(app.Logger, refused);
    }

    /// <summary>While nobody can sign in to the console, the log has the way in: whoever may read it may do that.</summary>
    private static async Task InviteAsync(WebApplication app, CancellationToken stop)
    {
        var operators = app.Services.GetRequiredService<OperatorStore>();
        if (await operators.PasswordAsync(stop) is null)
            Invited(app.Logger, await SetUpLink.CreateAsync(operators, app.Urls.First(), stop));
    }

    /// <summary>Until the operator asks, or a background service fails and stops the host.</summary>
    private static async Task WaitAsync(WebApplication app, CancellationToken stop)
    {
        var asked = new TaskCompletionSource();
        await using var byOperator = stop.Register(() => asked.TrySetResult());
        await using var byFault = app.Lifetime.ApplicationStopping.Register(() => asked.TrySetResult());
        await asked.Task;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "ready: {Urls}")]
    private static partial void Ready(ILogger log, string urls);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "Applied migration {Migration}")]
    private static partial void Migrated(ILogger log, string migration);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "{Problem}")]
    private static partial void NoReader(ILogger log, string problem);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "This process only serves: feeds are polled by others")]
    private static partial void OnlyServes(ILogger log);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "console: set the operator's password at {Link} (good once, for a day)")]
    private static partial void Invited(ILogger log, string link);

    [LoggerMessage(EventId = 6, Level = LogLevel.Information, Message = "Schema brought up to date, migrations applied: {Count}")]
    private static partial void UpToDate(ILogger log, int count);

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "data: {Directory} ({State})")]
    private static partial void HasData(ILogger log, string directory, string state);

    /// <summary>Listens nowhere.</summary>
    private sealed class NoServer : Microsoft.AspNetCore.Hosting.Server.IServer
    {
        public Microsoft.AspNetCore.Http.Features.IFeatureCollection Features { get; } = new Microsoft.AspNetCore.Http.Features.FeatureCollection();

        public void Dispose()
        {
        }

        public Task StartAsync<TContext>(Microsoft.AspNetCore.Hosting.Server.IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
