using System.CommandLine;
using System.Globalization;
using FeedPipeline.Storing.Articles;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Articles;

/// <summary><c>articles list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var feed = new Option<string?>("--feed") { Description = "Only articles that this feed brought first: name, id or URL." };
        var language = new Option<string?>("--language") { Description = "Only articles in this language (BCP 47), its regions included." };
        var copies = new Option<string>("--copies") { Description = "include, or exclude: leaves out articles that are copies of others.", DefaultValueFactory = _ => "include" };
        copies.AcceptOnlyFromAmong("include", "exclude");
        var search = new Option<string?>("--search") { Description = "Only articles with these words: `moon landing`, `\"of the moon\" or mars -probe`; each language's own endings count as one word." };
        var since = ListOptions.Since();
        var limit = ListOptions.Limit();
        var command = new Command("list", "Lists articles, the newest to us first.") { feed, language, search, copies, since, limit };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var query = new ArticleQuery
            {
                FeedId = verb.Parse.GetValue(feed) is { } meant ? (await FeedArguments.FindAsync(verb, meant, stop)).Id : null,
                Language = verb.Parse.GetValue(language),
                Copies = verb.Parse.GetValue(copies) != "exclude",
                Since = verb.Parse.GetValue(since),
                Words = verb.Parse.GetValue(search),
            };
            var pages = verb.Get<ArticlePages>();
            if (query.Words is not null && pages.SearchRefusal is { } refusal)
                throw new CommandException(refusal);
            var page = await pages.FindAsync(query, verb.Parse.GetValue(limit), stop);
            if (verb.Json)
            {
                await foreach (var article in pages.ReadAsync(page, stop))
                    Output.Json(article);
            }
            else
            {
                Output.Rows(
                    await pages.ReadAsync(page, stop).ToListAsync(stop),
                    json: false,
                    ("id", article => article.Id.ToString(CultureInfo.InvariantCulture)),
                    ("published", article => Output.Time(article.Content.PublishedAt)),
                    ("first seen", article => Output.Time(article.FirstSeenAt)),
                    ("rev", article => article.Revision.ToString(CultureInfo.InvariantCulture)),
                    ("copy of", article => article.CopyOf?.ToString(CultureInfo.InvariantCulture) ?? ""),
                    ("headline", article => article.Content.Headline));
            }

            return ExitCode.Done;
        }));
        return command;
    }
}
