using System.CommandLine;
using FeedPipeline.Normalizing;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Articles;

/// <summary><c>articles show ID</c>.</summary>
internal static class ShowCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = new Argument<long>("id") { Description = "Id of the article." };
        var format = new Option<string>("--format") { Description = "text (the seed article format), json or html.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "html");
        var command = new Command("show", "Shows one article.") { id, format };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var wanted = verb.Parse.GetRequiredValue(id);
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            var article = await db.Articles.FirstOrDefaultAsync(article => article.Id == wanted, stop)
                ?? throw new CommandException($"there is no article {wanted}: `feedpipe articles list` shows the newest");
            if (verb.Json || verb.Parse.GetValue(format) == "json")
                Output.Json(ArticleJson.Of(article));
            else if (verb.Parse.GetValue(format) == "html")
                Console.Out.WriteLine(article.Content.BodyHtml);
            else
                Console.Out.Write(SeedText.Write(article.Content));
            // The text itself has no place for it, and JSON has it already.
            if (article.CopyOf is { } original && !verb.Json && verb.Parse.GetValue(format) != "json")
                Console.Error.WriteLine($"article {wanted} is a copy of article {original}");
            return ExitCode.Done;
        }));
        return command;
    }
}
