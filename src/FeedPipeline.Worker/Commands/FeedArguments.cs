using System.CommandLine;
using System.Globalization;
using FeedPipeline.Configuring;
using FeedPipeline.Feeds;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace FeedPipeline.Worker.Commands;

/// <summary>How the command line means a feed, and what it may say about one.</summary>
internal static class FeedArguments
{
    /// <summary>Names that are looked through for one that may have been meant.</summary>
    private const int MostNames = 100_000;

    /// <summary>The feed that a verb is about.</summary>
    public static Argument<string> Feed() => new("feed") { Description = "Name, id or URL of the feed." };

    /// <summary>Its name.</summary>
    public static Option<string?> Name() => new("--name") { Description = "A name, unique and not a number. [default: the feed's title]" };

    /// <summary>A fixed interval.</summary>
    public static Option<string?> Every() => new("--every") { Description = "Poll at a fixed interval: 90s, 15m, 2h, 1d.", HelpName = "INTERVAL" };

    /// <summary>A calendar.</summary>
    public static Option<string?> Cron() => new("--cron") { Description = "Poll by a Quartz cron expression with seconds, in UTC or in --zone: \"0 0 6 * * ?\".", HelpName = "EXPRESSION" };

    /// <summary>Where clock and calendar are meant.</summary>
    public static Option<string?> Zone() => new("--zone") { Description = "The time zone of --cron and --quiet, by its IANA name: Europe/Berlin. Summer time is followed. [default: UTC]", HelpName = "ZONE" };

    /// <summary>Labels.</summary>
    public static Option<string[]> Tags() => new("--tag") { Description = "A label; may be given several times." };

    /// <summary>Who answers for it.</summary>
    public static Option<string?> Owner() => new("--owner") { Description = "Who answers for the feed, in your own words; empty for nobody." };

    /// <summary>Whether pages are fetched.</summary>
    public static Option<string?> FullText()
    {
        var option = new Option<string?>("--full-text") { Description = "Whether article pages are fetched for the text: auto (when the feed has summaries only), always, never." };
        option.AcceptOnlyFromAmong("auto", "always", "never");
        return option;
    }

    /// <summary>What tells a feed's items apart.</summary>
    public static Option<string?> Identity()
    {
        var option = new Option<string?>("--identity")
        {
            Description = "What the feed's items are told apart by: auto (measured, and kept until the feed proves it wrong), guid, link (their address), link_date, title_date, text. Known articles stay what they are.",
            HelpName = "auto|guid|link|link_date|title_date|text",
        };
        option.AcceptOnlyFromAmong("auto", "guid", "link", "link_date", "title_date", "text");
        return option;
    }

    /// <summary>A zone that there is; UTC where none is given.</summary>
    public static string Checked(string? zone, bool isUsed) => zone switch
    {
        null => ZoneNames.Utc,
        _ when !isUsed => throw new CommandException("--zone says where --cron or --quiet is meant: give one of them too", ExitCode.Usage),
        _ when ZoneNames.Find(zone) is null => throw new CommandException($"--zone {zone}: there is no such time zone; names are like Europe/Berlin", ExitCode.Usage),
        _ => zone,
    };

    /// <summary>The schedule that <c>--every</c> or <c>--cron</c> asks for; null when neither is given.</summary>
    public static Schedule? Schedule(string? every, string? cron, string zone = ZoneNames.Utc) => (every, cron) switch
    {
        (null, null) => null,
        (not null, not null) => throw new CommandException("--every and --cron exclude each other", ExitCode.Usage),
        (not null, _) => Durations.Parse(every) is { } interval
            ? new Schedule.Every(interval)
            : throw new CommandException($"--every {every}: an interval is a number and s, m, h or d, from 1s to 30d", ExitCode.Usage),
        (_, not null) => IsCron(cron)
            ? new Schedule.Cron(cron, zone)
            : throw new CommandException($"--cron \"{cron}\": not a Quartz cron expression; six or seven fields, seconds first: \"0 0 6 * * ?\"", ExitCode.Usage),
    };

    /// <summary>Whether Quartz reads it.</summary>
    public static bool IsCron(string expression) => CronExpression.TryParse(expression, out _);

    /// <summary>An address as it may be requested.</summary>
    public static string Url(string url) =>
        FeedUrl.Refuse(url) is { } why ? throw new CommandException($"{url}: {why}", ExitCode.Usage) : FeedUrl.Of(url);

    /// <summary>The fault of an address without a feed of its own: one line, after the feeds that there are to choose from.</summary>
    public static CommandException NotUsable(string url, string what, string problem, IReadOnlyList<FeedPipeline.Documents.LinkedFeed> offered)
    {
        foreach (var feed in offered)
            Output.Say(feed.ToString());
        return new CommandException($"{url} {what}: {problem}");
    }

    /// <summary>A name that may be used.</summary>
    public static string? Checked(string? name) =>
        name is not null && FeedName.Refuse(name) is { } why ? throw new CommandException($"--name \"{name}\": {why}", ExitCode.Usage) : name;

    /// <summary>The full-text mode of that name; null stays null.</summary>
    public static FullText? Mode(string? fullText) => fullText is null ? null : TableNaming.Parse<FullText>(fullText);

    /// <summary>A verb that does one thing to one feed.</summary>
    public static Command Verb(CommonOptions common, string name, string description, string done, Func<FeedStore, long, CancellationToken, Task> change)
    {
        var feed = Feed();
        var command = new Command(name, description) { feed };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var meant = await FindAsync(verb, verb.Parse.GetRequiredValue(feed), stop);
            await change(verb.Get<FeedStore>(), meant.Id, stop);
            Output.Say($"{done} feed {meant.Id} \"{meant.Name}\"");
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>The feed meant by a name, an id or a URL.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static async Task<FeedStatus> FindAsync(Verb verb, string meant, CancellationToken stop)
    {
        await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
        var feeds = long.TryParse(meant, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? db.FeedStatuses.Where(feed => feed.Id == id)
            : db.FeedStatuses.Where(feed => feed.Name == meant || feed.Url == meant);
        if (await feeds.FirstOrDefaultAsync(stop) is { } found)
            return found;

        var names = await db.FeedStatuses.Select(feed => feed.Name).Take(MostNames).ToListAsync(stop);
        throw new CommandException($"there is no feed \"{meant}\"{(Nearest.Of(meant, names) is { } near ? $", did you mean \"{near}\"?" : ": `feedpipe feeds list` shows all")}");
    }
}
