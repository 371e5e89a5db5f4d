using System.CommandLine;
using FeedPipeline.Configuring;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Documents;
using FeedPipeline.Storing.Pages;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Rules;

/// <summary><c>rules try FILE --feed NAME</c>.</summary>
internal static class TryCommand
{
    private const int MaxPages = 20;

    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "File of rules (YAML)." };
        var feed = new Option<string>("--feed") { Description = "The feed whose latest pages are read: name, id or URL.", Required = true };
        var pages = new Option<int>("--pages") { Description = $"How many pages, 1 to {MaxPages}.", DefaultValueFactory = _ => 3 };
        pages.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > MaxPages)
                given.AddError($"--pages is from 1 to {MaxPages}.");
        });
        var command = new Command("try", "Reads a feed's latest article pages, those of the archive or else afresh ones, without and with the rules, and prints what the rules change. Stores nothing.") { file, feed, pages };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var rules = Parse(verb.Parse.GetRequiredValue(file));
            var meant = await FeedArguments.FindAsync(verb, verb.Parse.GetRequiredValue(feed), stop);
            return await TryAsync(verb, rules, meant, verb.Parse.GetValue(pages), stop);
        }));
        return command;
    }

    private static async Task<int> TryAsync(Verb verb, PageRules rules, FeedStatus feed, int count, CancellationToken stop)
    {
        var kept = await verb.Get<DocumentArchive>().LatestPagesAsync(feed.Id, count, stop);
        if (kept.Count == 0)
            return await TryAfreshAsync(verb, rules, feed, count, stop);
        foreach (var document in kept)
        {
            if (await verb.Get<PageStore>().AgainAsync(document, stop) is { } page)
                Compare(verb, page.Url, document.Open(), rules.For(feed.Name, Host(page.Url)));
        }

        return ExitCode.Done;
    }

    private static void Compare(Verb verb, string url, FetchedDocument page, PageRule? rule)
    {
        var reader = verb.Get<PageReader>();
        if (rule is null)
            Output.Say($"{url}: no rule is for this feed or site");
        RuleEffect.Print(url, reader.Read(page, PageHints.None), reader.Read(page, new PageHints { Rule = rule }), verb.Json);
    }

    private static string? Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : null;

    private static async Task<int> TryAfreshAsync(Verb verb, PageRules rules, FeedStatus feed, int count, CancellationToken stop)
    {
        await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
        var urls = await db.Articles.Where(article => article.FeedId == feed.Id && article.Content.Url != null)
            .OrderByDescending(article => article.Id).Take(count).Select(article => article.Content.Url!).ToListAsync(stop);
        if (urls.Count == 0)
            throw new CommandException($"feed \"{feed.Name}\" has no articles with pages yet");

        var read = 0;
        foreach (var url in urls)
        {
            var rule = rules.For(feed.Name, Host(url));
            var (page, problem, _) = rule is null ? (null, "no rule is for this feed or site", true) : await verb.Get<PageReader>().FetchAsync(url, stop);
            if (page is null)
            {
                Output.Say($"{url}: {problem}");
                continue;
            }

            read++;
            Compare(verb, url, page, rule);
        }

        return read > 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static PageRules Parse(string path)
    {
        try
        {
            return RulesFile.Parse(File.ReadAllText(path));
        }
        catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path}: {wrong.Message}", ExitCode.Usage);
        }
    }
}
