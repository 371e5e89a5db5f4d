using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FeedPipeline.Worker.Sampling;

/// <summary>The sample site on its timetable: answers requests with what the present tick shows.</summary>
internal sealed class Publisher
{
    private const int LatestTicks = 8;

    private readonly TimeProvider clock;
    private readonly long startedAt;
    private readonly Timetable timetable;
    private readonly SampleSite site;

    /// <summary>Starts at tick 0, now.</summary>
    public Publisher(IReadOnlyList<SampleSeed> seeds, long seed, TimeSpan every, TimeProvider clock)
    {
        this.clock = clock;
        startedAt = clock.GetTimestamp();
        timetable = new Timetable(DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()), every);
        site = new SampleSite(new Newsroom(seeds, seed), timetable);
    }

    // Elapsed time, not the wall clock: a clock that is set must not take back news.
    private int Tick => timetable.TickAfter(clock.GetElapsedTime(startedAt));

    /// <summary>The site's addresses.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/", methods, FrontAsync);
        routes.MapMethods("/rss.xml", methods, context => FeedAsync(context, SampleFeed.Rss));
        routes.MapMethods("/atom.xml", methods, context => FeedAsync(context, SampleFeed.Atom));
        routes.MapMethods("/news/{slug}.html", methods, PageAsync);
        routes.MapMethods("/pictures/{slug}.svg", methods, PictureAsync);
    }

    /// <summary>Says what happens, when it happens, until <paramref name="stop"/>.</summary>
    public async Task TellAsync(Action<SampleEvent> tell, CancellationToken stop)
    {
        for (var next = Tick + 1; ; next++)
        {
            while (Tick < next)
                await Task.Delay(Pause(next), clock, stop);
            foreach (var happened in site.EventsAt(next))
                tell(happened);
        }
    }

    /// <summary>Links lead to where the asker came to; without a Host header (HTTP/1.0) to the address itself.</summary>
    private static string Origin(HttpContext context) => context.Request.Host.HasValue
        ? $"http://{context.Request.Host.Value}"
        : $"http://{new IPEndPoint(context.Connection.LocalIpAddress!, context.Connection.LocalPort)}";

    private static string Network(ConnectionInfo connection)
    {
        var bits = connection.LocalIpAddress!.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var address = bits == 32 ? connection.LocalIpAddress.ToString() : $"[{connection.LocalIpAddress}]";
        return string.Create(CultureInfo.InvariantCulture, $"{address}/{bits}:{connection.LocalPort}");
    }

    private static Task AnsweredAsync(HttpContext context, byte[] body, string type, DateTimeOffset modifiedAt) =>
        Answer.Of(context, body, type, modifiedAt).ExecuteAsync(context);

    private TimeSpan Pause(int tick) => TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(((tick * timetable.Every) - clock.GetElapsedTime(startedAt)).TotalMilliseconds)));

    private Task FrontAsync(HttpContext context)
    {
        var tick = Tick;
        var latest = Enumerable.Range(0, LatestTicks).Select(back => tick - back).Where(at => at > -SampleSite.FirstArticles).SelectMany(site.EventsAt).ToList();
        return AnsweredAsync(context, Pages.Front(latest, timetable.Every, Origin(context), Network(context.Connection)), "text/html; charset=utf-8", timetable.At(tick));
    }

    private Task FeedAsync(HttpContext context, SampleFeed feed)
    {
        var articles = site.Listed(feed, Tick);
        return AnsweredAsync(context, FeedXml.Write(feed, articles, Origin(context)), $"{FeedXml.TypeOf(feed)}; charset=utf-8", articles.Max(article => article.UpdatedAt));
    }

    private Task PageAsync(HttpContext context) =>
        Find(context) is { } article
            ? AnsweredAsync(context, Pages.Article(article, site.Beside(article.Number), Origin(context)), "text/html; charset=utf-8", article.UpdatedAt)
            : TypedResults.NotFound().ExecuteAsync(context);

    private Task PictureAsync(HttpContext context) =>
        Find(context) is { } article
            ? AnsweredAsync(context, Pages.Picture(article), "image/svg+xml", article.PublishedAt)
            : TypedResults.NotFound().ExecuteAsync(context);

    private SampleArticle? Find(HttpContext context) => site.Find((string)context.Request.RouteValues["slug"]!, Tick);
}
