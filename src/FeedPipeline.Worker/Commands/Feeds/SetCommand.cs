using System.CommandLine;
using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Feeds;
using Microsoft.EntityFrameworkCore;

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
        var tags = FeedArguments.Tags();
        var fullText = FeedArguments.FullText();
        var identity = FeedArguments.Identity();
        var access = new AccessOptions();
        var tls = new Option<string?>("--tls-exception") { Description = "Accept any certificate from this feed's host, for the reason given; it is recorded and shown. An empty reason ends it.", HelpName = "REASON" };
        var command = new Command("set", "Changes a feed; what is not given stays as it is. The feed is due at once.")
        {
            feed, name, url, every, cron, adaptive, freshness, tags, fullText, identity, force, access.Basic, access.Bearer, access.Header, access.None, tls,
        };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var before = await FeedArguments.FindAsync(verb, verb.Parse.GetRequiredValue(feed), stop);
            var schedule = FeedArguments.Schedule(verb.Parse.GetValue(every), verb.Parse.GetValue(cron));
            if (verb.Parse.GetValue(adaptive))
                schedule = schedule is null ? Schedule.Adaptive.Instance : throw new CommandException("--adaptive excludes --every and --cron", ExitCode.Usage);
            if (verb.Parse.GetValue(freshness) is { } target)
            {
                schedule = schedule is not null and not Schedule.Adaptive ? throw new CommandException("--freshness excludes --every and --cron", ExitCode.Usage)
                    : Durations.Parse(target) is { } within ? new Schedule.Adaptive(within)
                    : throw new CommandException($"--freshness {target}: a time is a number and s, m, h or d, from 1s to 30d", ExitCode.Usage);
            }

            var after = new Feed
            {
                Id = before.Id,
                Name = FeedArguments.Checked(verb.Parse.GetValue(name)) ?? before.Name,
                Url = verb.Parse.GetValue(url) is { } moved ? await FindAsync(verb, FeedArguments.Url(moved), verb.Parse.GetValue(force), stop) : before.Url,
                Schedule = schedule ?? Schedule.Parse(before.Schedule) ?? Schedule.Adaptive.Instance,
                FullText = FeedArguments.Mode(verb.Parse.GetValue(fullText) ?? before.FullText) ?? FullText.Auto,
                Identity = verb.Parse.GetValue(identity) is { } by ? TableNaming.Parse<Identity>(by) : await IdentityAsync(verb, before.Id, stop),
                Tags = verb.Parse.GetResult(tags) is null ? before.Tags : verb.Parse.GetValue(tags) ?? [],
                TlsException = verb.Parse.GetValue(tls) is { } reason ? (reason.Trim().Length > 0 ? reason.Trim() : null) : await TlsExceptionAsync(verb, before.Id, stop),
            };
            var given = access.Read(verb.Parse, after.Url);
            var credentials = verb.Get<CredentialStore>();
            if (given is { Headers.Count: > 0 } && credentials.Refusal is { } refusal)
                throw new CommandException(refusal);
            if (given is not null)
                await credentials.SetAsync(after.Id, given, stop);
            await verb.Get<FeedStore>().SetAsync(after, stop);
            Output.Say($"changed feed {after.Id} \"{after.Name}\", {after.Schedule}");
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>The address of the feed that this one means.</summary>
    private static async Task<string> FindAsync(Verb verb, string url, bool force, CancellationToken stop)
    {
        if (force)
            return url;
        var found = await verb.Get<Discovery>().LookAsync(new Feed { Name = url, Url = url }, stop);
        return found.Problem is { } problem ? throw FeedArguments.NotUsable(url, "was not taken", problem, found.Offered) : found.Feed.Url;
    }

    private static async Task<Identity?> IdentityAsync(Verb verb, long feedId, CancellationToken stop)
    {
        await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
        var name = await db.FeedDefinitions.Where(feed => feed.Id == feedId).Select(feed => feed.Identity).FirstOrDefaultAsync(stop);
        return name is null ? null : TableNaming.Parse<Identity>(name);
    }

    private static async Task<string?> TlsExceptionAsync(Verb verb, long feedId, CancellationToken stop)
    {
        await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
        return await db.FeedDefinitions.Where(feed => feed.Id == feedId).Select(feed => feed.TlsException).FirstOrDefaultAsync(stop);
    }
}
