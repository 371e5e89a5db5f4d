using Microsoft.Extensions.Logging.Console;

namespace FeedPipeline.Worker.Hosting;

/// <summary>The log: one line an outcome, on standard error, in UTC, for people or as JSON.</summary>
internal static class Logs
{
    /// <summary>Levels come from the section <c>Logging</c>.</summary>
    public static ILoggingBuilder AddLog(this ILoggingBuilder log, Settings settings)
    {
        log.ClearProviders().AddConfiguration(settings.Configuration.GetSection("Logging"));
        if (settings.Telemetry.Logs == LogForm.Json)
        {
            log.AddJsonConsole(format =>
            {
                // The ids of a traced poll come as a scope.
                format.IncludeScopes = true;
                format.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
                format.UseUtcTimestamp = true;
            });
        }
        else
        {
            log.AddSimpleConsole(format =>
            {
                format.SingleLine = true;
                format.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
                format.UseUtcTimestamp = true;
            });
        }

        log.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // What it would say reaches us as an exception, and is said once, by whoever catches it.
        return log.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
    }
}
