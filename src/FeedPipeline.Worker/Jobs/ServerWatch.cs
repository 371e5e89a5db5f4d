using FeedPipeline.Storing.PrivateServer;
using FeedPipeline.Worker.Hosting;

namespace FeedPipeline.Worker.Jobs;

/// <summary>Starts the private server again when it dies under us.</summary>
internal sealed partial class ServerWatch(DatabaseInUse database, TimeProvider clock, ILogger<ServerWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Server is not { } server)
            return;

        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await server.EnsureRunningAsync(stoppingToken))
                    Restarted(log);
            }
            catch (PrivateServerException failed)
            {
                NotRestarted(log, failed.Message);
            }
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The private PostgreSQL server had died and was started again")]
    private static partial void Restarted(ILogger log);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "{Problem}")]
    private static partial void NotRestarted(ILogger log, string problem);
}
