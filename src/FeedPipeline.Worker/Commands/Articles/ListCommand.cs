using System.CommandLine;
using System.Globalization;
using FeedPipeline.Articles;
using FeedPipeline.Storing;
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
        var since = ListOptions.Since();
        var limit = ListOptions.Limit();
        var command = new Command("list", "Lists articles, the newest to us first.") { feed, language, copies, since, limit };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var query = new ArticleQuery
            {
                FeedId = verb.Parse.GetValue(feed) is { } meant ? (await FeedArguments.FindAsync(verb, meant, stop)).Id : null,
                Language = verb.Parse.GetValue(language),
                Copies = verb.Parse.GetValue(copies) != "exclude",
                Since = verb.Parse.GetValue(since),
            };
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            var articles = await query.Apply(db.Articles).Take(verb.Parse.GetValue(limit)).ToListAsync(stop);
            if (verb.Json)
                articles.ForEach(article => Output.Json(ArticleJson.Of(article)));
            else
                Output.Rows(
                    articles,
                    json: false,
                    ("id", article => article.Id.ToString(CultureInfo.InvariantCulture)),
                    ("published", article => Output.Time(article.Content.PublishedAt)),
                    ("first seen", article => Output.Time(article.FirstSeenAt)),
                    ("rev", article => article.Revision.ToString(CultureInfo.InvariantCulture)),
                    ("copy of", article => article.CopyOf?.ToString(CultureInfo.InvariantCulture) ?? ""),
                    ("headline", article => article.Content.Headline));
            return ExitCode.Done;
        }));
        return command;
    }
}
