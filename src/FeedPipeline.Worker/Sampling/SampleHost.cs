using System.Net;
using System.Net.Sockets;
using FeedPipeline.Worker.Commands;
using FeedPipeline.Worker.Hosting;

namespace FeedPipeline.Worker.Sampling;

/// <summary>The sample site's web server.</summary>
internal static class SampleHost
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Serves and tells what happens until <paramref name="stop"/>.</summary>
    public static async Task RunAsync(Settings settings, IPEndPoint listen, Publisher publisher, CancellationToken stop)
    {
        await using var app = Build(settings, listen);
        publisher.Map(app);
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            throw new CommandException($"--listen {listen}: {refused.Message.TrimEnd('.')}. Choose another, or port 0 for any that is free", ExitCode.Usage);
        }

        var origin = app.Urls.First();
        Output.Say($"sample publisher: {origin}/");
        try
        {
            await publisher.TellAsync(happened => Output.Say($"{Output.Time(happened.At)} {happened.What}: {happened.Article.Headline} {origin}{happened.Article.PagePath}"), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    private static WebApplication Build(Settings settings, IPEndPoint listen)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        // That it cannot listen reaches us as an exception, and is said in one line.
        builder.Logging.AddLog(settings).AddFilter((_, level) => level >= LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(listen));
        return builder.Build();
    }
}
