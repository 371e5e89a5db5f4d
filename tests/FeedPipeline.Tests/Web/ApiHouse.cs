using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FeedPipeline.Fetching;
using FeedPipeline.Storing.Keys;
using FeedPipeline.Tests.Fetching;
using FeedPipeline.Tests.Storing;
using FeedPipeline.Web;
using FeedPipeline.Web.Console;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Tests.Web;

/// <summary>The API on a database of its own, over real HTTP; a request can be made to come from anywhere.</summary>
internal sealed class ApiHouse : IAsyncDisposable
{
    private const string RemoteHeader = "X-Test-Remote";

    private readonly WebApplication _api;
    private readonly HttpMessageInvoker _client = FetchingClient.Create(TestFetcher.Loopback with { PerHost = 8 });

    private ApiHouse(TestDatabase db, WebApplication app) => (Db, _api) = (db, app);

    public TestDatabase Db { get; }

    public string Url => _api.Urls.Single();

    public IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>Every method of every route, with 1 for what is variable: also of routes that are yet to come.</summary>
    public IReadOnlyList<(string Method, string Path, RouteEndpoint Route)> Calls =>
    [
        .. from route in Endpoints
           from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           let path = string.Concat(route.RoutePattern.PathSegments.Select(segment => "/" + string.Concat(segment.Parts.Select(part => part switch
           {
               RoutePatternLiteralPart literal => literal.Content,
               RoutePatternSeparatorPart separator => separator.Content,
               RoutePatternParameterPart { Name: "documentName" } => "v1",
               _ => "1",
           }))))
           select (method, path.Length == 0 ? "/" : path, route),
    ];

    public static Task<ApiHouse> OpenAsync(TestServer server, params (string Name, string Value)[] settings) => OpenAsync(server, withConsole: false, resolve: null, settings);

    public static Task<ApiHouse> OpenConsoleAsync(TestServer server, params (string Name, string Value)[] settings) => OpenAsync(server, withConsole: true, resolve: null, settings);

    /// <summary>The same, with a name server of its own.</summary>
    public static Task<ApiHouse> OpenConsoleAsync(TestServer server, Func<string, IPAddress[]> resolve, params (string Name, string Value)[] settings) => OpenAsync(server, withConsole: true, resolve, settings);

    private static async Task<ApiHouse> OpenAsync(TestServer server, bool withConsole, Func<string, IPAddress[]>? resolve, (string Name, string Value)[] settings)
    {
        var db = await TestDatabase.CreateAsync(server, settings);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration["Fetching:AllowedNetworks:0"] = "127.0.0.0/8";
        builder.Configuration["Fetching:HostDelay"] = "00:00:00";
        foreach (var (name, value) in settings)
            builder.Configuration[name] = value;
        builder.Services.AddFeedPipeline(db.ConnectionString);
        if (withConsole)
            builder.Services.AddFeedPipelineConsole();
        builder.Services.AddFeedPipelineApi();
        builder.Services.AddSingleton<IStartupFilter>(new FromAnywhere());
        if (resolve is not null)
            builder.Services.AddSingleton(provider => FetchingClient.Create(provider.GetRequiredService<IOptions<FetchingOptions>>().Value, (host, _) => Task.FromResult(resolve(host))));
        var app = builder.Build();
        app.MapFeedPipelineApi();
        await app.StartAsync();
        return new ApiHouse(db, app);
    }

    /// <summary>A key with this scope.</summary>
    public async Task<string> KeyAsync(ApiScope scope) => (await Db.Get<ApiKeyStore>().AddAsync($"{scope} {Guid.NewGuid():N}", scope, default))!;

    public async Task<Answer> SendAsync(
        string method, string path, string? body = null, string? key = null, string? from = null, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Url + path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        if (from is not null)
            request.Headers.Add(RemoteHeader, from);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _client.SendAsync(request, default);
        return await Answer.ReadAsync(response);
    }

    /// <summary>What an answer begins with; the rest of it may never end.</summary>
    public async Task<HttpResponseHeaders> HeadersAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Url + path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _client.SendAsync(request, default);
        return response.Headers;
    }

    /// <summary>The events that are sent under this path, from behind the last one that the reader had.</summary>
    public async Task<EventReader> StreamAsync(string path, string? last = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url + path);
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        if (last is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        var response = await _client.SendAsync(request, default);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, headers: headers);

    /// <summary>What was answered with 200, as JSON.</summary>
    public async Task<JsonNode> JsonAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Status} {answer.Body}");
        return answer.Json;
    }

    /// <summary>Stores what a feed of these items lists.</summary>
    public async Task<long> StoreAsync(string name, params string[] items)
    {
        var feed = await Db.AddAsync(name);
        await Db.PollAsync(feed, Rss.Feed(items));
        return feed;
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await Db.DisposeAsync();
        _client.Dispose();
    }

    private sealed class FromAnywhere : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                if (context.Request.Headers.Remove(RemoteHeader, out var address))
                    context.Connection.RemoteIpAddress = IPAddress.Parse(address.ToString());
                return rest(context);
            });
            next(app);
        };
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders Content, byte[] Bytes)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes)!;

    /// <summary>Of problem+json.</summary>
    public string Detail => (string?)Json["detail"] ?? "";

    public string Type => Content.ContentType?.ToString() ?? "";

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync());
}
