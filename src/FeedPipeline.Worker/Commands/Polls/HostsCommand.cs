using System.CommandLine;
using System.Globalization;
using FeedPipeline.Storing.Feeds;

namespace FeedPipeline.Worker.Commands.Polls;

/// <summary><c>polls hosts</c>.</summary>
internal static class HostsCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var since = ListOptions.Since();
        var limit = ListOptions.Limit();
        var command = new Command("hosts", "Lists the hosts that are polled, the most asked first: requests, bytes, the share of 304, failures, and until when a host asked to be left alone.")
        {
            since, limit,
        };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            Output.Rows(
                await verb.Get<HostReport>().ReadAsync(verb.Parse.GetValue(since), verb.Parse.GetValue(limit), stop),
                verb.Json,
                ("host", host => host.Host),
                ("feeds", host => Number(host.Feeds)),
                ("requests", host => Number(host.Requests)),
                ("bytes", host => Number(host.BytesWire)),
                ("304", host => host.NotModifiedShare.ToString("P0", CultureInfo.InvariantCulture)),
                ("failed", host => Number(host.Failed)),
                ("last", host => Output.Time(host.LastAt)),
                ("paused until", host => Output.Time(host.PausedUntil)));
            return ExitCode.Done;
        }));
        return command;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
