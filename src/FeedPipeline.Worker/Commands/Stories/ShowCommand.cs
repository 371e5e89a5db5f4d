using System.CommandLine;
using System.Globalization;
using FeedPipeline.Articles;
using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Stories;

/// <summary><c>stories show ID</c>.</summary>
internal static class ShowCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = new Argument<long>("id") { Description = "Id of the story." };
        var command = new Command("show", "Shows a story: its articles in order of time, and what was merged into it or split off.") { id };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var wanted = verb.Parse.GetRequiredValue(id);
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            var story = await db.Stories.FirstOrDefaultAsync(story => story.Id == wanted, stop)
                ?? throw new CommandException($"there is no story {wanted}: `feedpipe stories list` shows the latest");
            var articles = await db.Articles.Where(article => article.StoryId == wanted).OrderBy(article => article.Content.PublishedAt ?? article.FirstSeenAt).ThenBy(article => article.Id).ToListAsync(stop);
            if (verb.Json)
            {
                articles.ForEach(article => Output.Json(ArticleJson.Of(article)));
                return ExitCode.Done;
            }

            Output.Say($"{story.Headline} ({story.Language}, {story.ArticleCount} articles)");
            if (story.MergedInto is { } into)
                Output.Say($"merged into story {into}");
            foreach (var entry in await db.StoryLog.Where(entry => entry.StoryId == wanted).OrderBy(entry => entry.Id).ToListAsync(stop))
                Output.Say(string.Create(CultureInfo.InvariantCulture, $"{Output.Time(entry.At)} {(entry.Kind == "merged" ? "took in" : "let go of")} story {entry.OtherId} (likeness {entry.Likeness:0.00})"));
            Output.Rows(
                articles,
                json: false,
                ("id", article => article.Id.ToString(CultureInfo.InvariantCulture)),
                ("published", article => Output.Time(article.Content.PublishedAt)),
                ("feed", article => article.FeedId.ToString(CultureInfo.InvariantCulture)),
                ("headline", article => article.Content.Headline));
            return ExitCode.Done;
        }));
        return command;
    }
}
