using System.CommandLine;
using System.Globalization;
using System.Net;
using FeedPipeline.Feeds;
using FeedPipeline.Worker.Sampling;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>sample</c>.</summary>
internal static class SampleCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var every = new Option<string>("--every") { Description = "A new article so often: 1s, 60s, 5m.", HelpName = "INTERVAL", DefaultValueFactory = _ => "60s" };
        var listen = new Option<string>("--listen") { Description = "Where the site listens; port 0 is any free one.", HelpName = "HOST:PORT", DefaultValueFactory = _ => "127.0.0.1:8081" };
        var seed = new Option<int?>("--seed") { Description = "The same number makes the same news. [default: the time of the start, so that every start brings its own]", HelpName = "N" };
        var articles = new Option<string?>("--articles") { Description = "Texts in the seed article format to make the news from. [default: those that come with the program]", HelpName = "DIR" };
        var command = new Command(
            "sample",
            "Publishes a small news site to try the pipeline on, until it is asked to stop: /rss.xml and /atom.xml with validators, and article pages. "
            + "Some articles are edited, some are linked from both feeds, some are printed again at another address. Needs no database.")
        {
            every, listen, seed, articles,
        };
        command.SetAction(CommonOptions.Guarded(async (parse, stop) =>
        {
            var endPoint = EndPoint(parse.GetRequiredValue(listen));
            var interval = Interval(parse.GetRequiredValue(every));
            var seeds = SampleSeed.ReadAll(parse.GetValue(articles) ?? SampleSeed.DefaultDirectory);
            var publisher = new Publisher(seeds, parse.GetValue(seed) ?? TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), interval, TimeProvider.System);
            await SampleHost.RunAsync(common.Settings(parse), endPoint, publisher, stop);
            return ExitCode.Done;
        }));
        return command;
    }

    private static TimeSpan Interval(string every) =>
        Durations.Parse(every) ?? throw new CommandException($"--every {every}: an interval is a number and s, m, h or d, from 1s to 30d", ExitCode.Usage);

    private static IPEndPoint EndPoint(string listen)
    {
        var colon = listen.LastIndexOf(':');
        var host = colon > 0 ? listen[..colon] : string.Empty;
        var address = host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out var parsed) ? parsed : null;
        return address is not null && ushort.TryParse(listen.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new IPEndPoint(address, port)
            : throw new CommandException($"--listen {listen}: an IP address or localhost, a colon and a port: 127.0.0.1:8081", ExitCode.Usage);
    }
}
