using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedPipeline.Flows.Checking;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Changes;
using FeedPipeline.Storing.Webhooks;
using FeedPipeline.Worker.Hosting;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>doctor</c>.</summary>
internal static class DoctorCommand
{
    private const long LittleSpace = 1L << 30;
    private const string WellKnownHost = "example.com";

    private static readonly TimeSpan TolerableDrift = TimeSpan.FromSeconds(5);

    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var command = new Command("doctor", "Checks configuration, database, clock, network and disk, in one page. Status 1 when something needs a hand.");
        command.SetAction(CommonOptions.Guarded(async (parse, stop) =>
        {
            var settings = common.Settings(parse);
            List<Finding> findings =
            [
                Configuration(settings),
                .. await DatabaseAsync(settings, stop),
                Disk(settings),
                await NetworkAsync(stop),
            ];
            if (parse.GetValue(common.Json))
                findings.ForEach(Output.Json);
            else
                Output.Findings(findings.Select(finding => (finding.Check, finding.Ok ? Grade.Good : Grade.Bad, finding.Says)));
            return findings.TrueForAll(finding => finding.Ok) ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    private static Finding Configuration(Settings settings)
    {
        try
        {
            settings.Check();
            return new Finding("configuration", true, settings.ConnectionString is null ? $"private server below {settings.DataDirectory}" : "ConnectionStrings__FeedPipeline is set");
        }
        catch (CommandException wrong)
        {
            return new Finding("configuration", false, wrong.Message);
        }
    }

    private static async Task<IReadOnlyList<Finding>> DatabaseAsync(Settings settings, CancellationToken stop)
    {
        try
        {
            await using var database = await DatabaseInUse.OpenAsync(settings, stop);
            await using var services = VerbServices.Create(settings, database);
            var schema = services.GetRequiredService<Schema>();
            var (applied, pending) = await schema.StatusAsync(stop);
            var (version, bytes) = await schema.ServerAsync(stop);
            var drift = await schema.ClockAsync(TimeProvider.System, stop);
            return
            [
                new Finding("database", true, $"PostgreSQL {version}, {bytes / 1024 / 1024} MB"),
                new Finding("schema", true, pending.Count == 0 ? $"up to date, {applied.Count} migrations" : $"{pending.Count} migrations to come with the next verb"),
                new Finding("clock", drift.Duration() < TolerableDrift, string.Create(CultureInfo.InvariantCulture, $"the database's is {drift.TotalSeconds:+0.0;-0.0;0.0} s ahead; schedules follow the database's")),
                .. pending.Count == 0 ? [await ConsumersAsync(services, stop)] : (IReadOnlyList<Finding>)[],
            ];
        }
        catch (Exception fault) when (CommonOptions.Explain(fault) is { } explained)
        {
            return [new Finding("database", false, explained.Line)];
        }
    }

    private static async Task<Finding> ConsumersAsync(IServiceProvider services, CancellationToken stop)
    {
        var consumers = await services.GetRequiredService<ConsumerStore>().ListAsync(stop);
        var webhooks = await services.GetRequiredService<WebhookStore>().ListAsync(consumers, stop);
        List<string> wrong =
        [
            .. consumers.Where(consumer => consumer.IsBehindLog).Select(consumer => $"{consumer.Name} had not read what was pruned: `feedpipe consumers reset {consumer.Name}`"),
            .. webhooks.Where(webhook => webhook.Webhook.Problem is not null).Select(webhook => $"webhook {webhook.Webhook.Id}: {webhook.Webhook.Problem}"),
            .. webhooks.Where(webhook => webhook.DeadLetters > 0).Select(webhook => $"webhook {webhook.Webhook.Id} did not take {webhook.DeadLetters} changes: `feedpipe webhooks retry {webhook.Webhook.Id} --all`"),
        ];
        var last = consumers.Count > 0 ? consumers[0] : null;
        return new Finding("changes", wrong.Count == 0, wrong.Count > 0 ? string.Join("; ", wrong) : last is null
            ? "nobody follows the log"
            : string.Create(CultureInfo.InvariantCulture, $"{consumers.Count} follow the log; furthest behind is {last.Name}, by {last.Lag} changes and {last.LagSeconds:0} s"));
    }

    private static Finding Disk(Settings settings)
    {
        var directory = settings.DataDirectory;
        while (!Directory.Exists(directory) && Path.GetDirectoryName(directory) is { } parent)
            directory = parent;
        var free = new DriveInfo(directory).AvailableFreeSpace;
        return new Finding("disk", free > LittleSpace, string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1L << 30):0.0} GB free at {directory}"));
    }

    private static async Task<Finding> NetworkAsync(CancellationToken stop)
    {
        try
        {
            await Dns.GetHostAddressesAsync(WellKnownHost, stop);
            return new Finding("network", true, $"names are resolved ({WellKnownHost})");
        }
        catch (SocketException unresolved)
        {
            return new Finding("network", false, $"{WellKnownHost} has no address here: {unresolved.Message}; feeds on the internet cannot be polled");
        }
    }

    private sealed record Finding(string Check, bool Ok, string Says);
}
