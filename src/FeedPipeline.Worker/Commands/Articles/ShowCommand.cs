using System.Buffers;
using System.CommandLine;
using FeedPipeline.Publishing.Formats;
using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Articles;

/// <summary><c>articles show ID</c>.</summary>
internal static class ShowCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = new Argument<long>("id") { Description = "Id of the article." };
        var format = new Option<string>("--format")
        {
            Description = "text (the seed article format), json (the row), ninjs (IPTC ninjs 3.0), jsonld (schema.org NewsArticle), html (a page).",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json", "ninjs", "jsonld", "html");
        var command = new Command("show", "Shows one article.") { id, format };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var wanted = verb.Parse.GetRequiredValue(id);
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            var article = await db.Articles.FirstOrDefaultAsync(article => article.Id == wanted, stop)
                ?? throw new CommandException($"there is no article {wanted}: `feedpipe articles list` shows the newest");
            var formats = verb.Get<ArticleFormats>();
            var asked = formats.Named(verb.Json ? "json" : verb.Parse.GetRequiredValue(format))!;
            var shown = new ArrayBufferWriter<byte>();
            asked.Write(shown, article);
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(shown.WrittenMemory, stop);
            if (asked.StreamMediaType == formats.Json.StreamMediaType)
                await output.WriteAsync(asked.End, stop);
            // Only our own row has a place for it.
            if (article.CopyOf is { } original && asked != formats.Json)
                await Console.Error.WriteLineAsync($"article {wanted} is a copy of article {original}");
            return ExitCode.Done;
        }));
        return command;
    }
}
