using System.CommandLine;
using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Steps;
using FeedPipeline.Storing.Feeds;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds set FEED</c>.</summary>
internal static class SetCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var feed = FeedArguments.Feed();
        var name = FeedArguments.Name();
        name.Description = "A new name, unique and not a number.";
        var url = new Option<string?>("--url") { Description = "A new address, or that of a site that offers one feed; articles and identities stay." };
        var force = new Option<bool>("--force") { Description = "With --url: take the address although nothing usable answers." };
        var every = FeedArguments.Every();
        var cron = FeedArguments.Cron();
        var adaptive = new Option<bool>("--adaptive") { Description = "Poll as often as the feed's own rhythm asks for." };
        var freshness = new Option<string?>("--freshness") { Description = "Poll so often that 95 of 100 items are seen within this time, as far as the publisher and Polling:MinInterval allow it: 10m, 1h.", HelpName = "TIME" };
        var quiet = new Option<string?>("--quiet") { Description = "Hours in which it is left alone, by the clock in --zone: 22:00-06:00, or none. What is due then is polled after them.", HelpName = "HOURS" };
        var zone = FeedArguments.Zone();
        var newOwner = new Option<bool>("--new-owner") { Description = "Take in what its address publishes now, although it was another feed before (event content_shift); what is in quarantine because of that is released." };
        var tags = FeedArguments.Tags();
        var owner = FeedArguments.Owner();
        var fullText = FeedArguments.FullText();
        var identity = FeedArguments.Identity();
        var keep = new KeepOptions();
        var access = new AccessOptions();
        var tls = new Option<string?>("--tls-exception") { Description = "Accept any certificate from this feed's host, for the reason given; it is recorded and shown. An empty reason ends it.", HelpName = "REASON" };
        var command = new Command("set", "Changes a feed; what is not given stays as it is. The feed is due at once.")
        {
            feed, name, url, every, cron, adaptive, freshness, quiet, zone, newOwner, tags, owner, fullText, identity, keep.Age, keep.Count, force, access.Basic, access.Bearer, access.Header, access.None, tls,
        };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var before = await FeedArguments.FindAsync(verb, verb.Parse.GetRequiredValue(feed), stop);
            var place = FeedArguments.Checked(verb.Parse.GetValue(zone), isUsed: (verb.Parse.GetValue(cron) ?? verb.Parse.GetValue(quiet)) is not null);
            var schedule = FeedArguments.Schedule(verb.Parse.GetValue(every), verb.Parse.GetValue(cron), place);
            if (verb.Parse.GetValue(adaptive))
                schedule = schedule is null ? Schedule.Adaptive.Instance : throw new CommandException("--adaptive excludes --every and --cron", ExitCode.Usage);
            if (verb.Parse.GetValue(freshness) is { } target)
            {
                schedule = schedule is not null and not Schedule.Adaptive ? throw new CommandException("--freshness excludes --every and --cron", ExitCode.Usage)
                    : Durations.Parse(target) is { } within ? new Schedule.Adaptive(within)
                    : throw new CommandException($"--freshness {target}: a time is a number and s, m, h or d, from 1s to 30d", ExitCode.Usage);
            }

            var change = new FeedChange
            {
                Name = FeedArguments.Checked(verb.Parse.GetValue(name)),
                Url = verb.Parse.GetValue(url) is { } moved ? FeedArguments.Url(moved) : null,
                Force = verb.Parse.GetValue(force),
                Schedule = schedule,
                Quiet = QuietHoursOf(verb.Parse.GetValue(quiet), place),
                FullText = FeedArguments.Mode(verb.Parse.GetValue(fullText)),
                Identity = verb.Parse.GetValue(identity),
                Tags = verb.Parse.GetResult(tags) is null ? null : verb.Parse.GetValue(tags) ?? [],
                Owner = verb.Parse.GetValue(owner),
                TlsException = verb.Parse.GetValue(tls),
            };
            var after = await verb.Get<FeedChanges>().PlanAsync(before.Id, change, stop) switch
            {
                ChangedFeed.Planned planned => planned.Feed,
                ChangedFeed.Taken taken => throw new CommandException(taken.Problem),
                ChangedFeed.Unusable unusable => throw FeedArguments.NotUsable(unusable.Url, "was not taken", unusable.Problem, unusable.Offered),
                _ => throw new CommandException($"feed {before.Id} was removed meanwhile"),
            };
            var given = access.Read(verb.Parse, after.Url);
            var credentials = verb.Get<CredentialStore>();
            if (given is { Headers.Count: > 0 } && credentials.Refusal is { } refusal)
                throw new CommandException(refusal);
            if (given is not null)
                await credentials.SetAsync(after.Id, given, stop);
            await verb.Get<FeedStore>().SetAsync(after, stop);
            await keep.SetAsync(verb, after.Id, stop);
            if (verb.Parse.GetValue(newOwner))
                await AcceptAsync(verb, after.Id, stop);
            Output.Say($"changed feed {after.Id} \"{after.Name}\", {after.Schedule}");
            return ExitCode.Done;
        }));
        return command;
    }

    private static string? QuietHoursOf(string? hours, string zone) => hours is null or FeedChanges.NoQuiet
        ? hours
        : (QuietHours.Parse(hours, zone) ?? throw new CommandException($"--quiet {hours}: begin and end of the quiet hours as 22:00-06:00, or none", ExitCode.Usage)).ToString();

    private static async Task AcceptAsync(Verb verb, long feedId, CancellationToken stop)
    {
        var released = await verb.Get<Releases>().ReleaseAsync(feedId, PollCompletion.ForeignItem, stop);
        await verb.Get<FeedStore>().NewOwnerAsync(feedId, stop);
        Output.Say($"released {released} items of the new owner");
    }
}
