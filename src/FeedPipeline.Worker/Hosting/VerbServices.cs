using Microsoft.Extensions.Logging.Console;

namespace FeedPipeline.Worker.Hosting;

/// <summary>The pipeline for the length of one verb.</summary>
internal static class VerbServices
{
    /// <summary>The pipeline on this database; its log goes to standard error, from warnings up.</summary>
    public static ServiceProvider Create(Settings settings, DatabaseInUse database) => new ServiceCollection()
        .AddSingleton<IConfiguration>(settings.Configuration)
        .AddLogging(log => log.AddSimpleConsole(OneLine).SetMinimumLevel(LogLevel.Warning))
        .Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
        .AddFeedPipeline(database.ConnectionString)
        .BuildServiceProvider();

    /// <summary>How the log looks on a console.</summary>
    public static void OneLine(SimpleConsoleFormatterOptions format)
    {
        format.SingleLine = true;
        format.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        format.UseUtcTimestamp = true;
    }
}
