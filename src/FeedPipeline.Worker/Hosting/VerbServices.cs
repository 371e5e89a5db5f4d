namespace FeedPipeline.Worker.Hosting;

/// <summary>The pipeline for the length of one verb.</summary>
internal static class VerbServices
{
    /// <summary>The pipeline on this database; its log begins with warnings.</summary>
    public static ServiceProvider Create(Settings settings, DatabaseInUse database) => new ServiceCollection()
        .AddSingleton<IConfiguration>(settings.Configuration)
        .AddLogging(log => log.AddLog(settings).AddFilter((_, level) => level >= LogLevel.Warning))
        .AddFeedPipeline(database.ConnectionString)
        .BuildServiceProvider();
}
