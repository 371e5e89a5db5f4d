using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace FeedPipeline.Tests.Fetching;

/// <summary>A real server on the loopback; the test says how it answers.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly WebApplication server;

    private Origin(WebApplication server) => this.server = server;

    public string Url => server.Urls.Single();

    public static Task<Origin> AnswerAsync(RequestDelegate answer) => AnswerAsync(answer, _ => { });

    public static async Task<Origin> AnswerAsync(RequestDelegate answer, Action<ListenOptions> listen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen));
        var built = builder.Build();
        built.Run(answer);
        await built.StartAsync();
        return new(built);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
