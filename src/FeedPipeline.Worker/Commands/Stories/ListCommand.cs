using System.CommandLine;
using System.Globalization;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Stories;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Stories;

/// <summary><c>stories list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var language = new Option<string?>("--language") { Description = "Only stories in this language: its primary subtag (BCP 47), such as en." };
        var since = ListOptions.Since();
        var limit = ListOptions.Limit();
        var command = new Command("list", "Lists stories, those with the latest news first.") { language, since, limit };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var query = new StoryQuery { Language = verb.Parse.GetValue(language), Since = verb.Parse.GetValue(since) };
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            Output.Rows(
                await query.Apply(db.Stories).Take(verb.Parse.GetValue(limit)).ToListAsync(stop),
                verb.Json,
                ("id", story => story.Id.ToString(CultureInfo.InvariantCulture)),
                ("articles", story => story.ArticleCount.ToString(CultureInfo.InvariantCulture)),
                ("first", story => Output.Time(story.FirstAt)),
                ("last", story => Output.Time(story.LastAt)),
                ("language", story => story.Language),
                ("headline", story => story.Headline));
            return ExitCode.Done;
        }));
        return command;
    }
}
