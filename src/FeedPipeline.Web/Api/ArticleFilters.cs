using FeedPipeline.Deduplicating;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Web.Api;

/// <summary>The filters of a list of articles, whatever form it takes.</summary>
internal static class ArticleFilters
{
    private const int LongestQuery = 500;
    private const int LongestUrl = 2000;
    private const string Exclude = "exclude";

    private static readonly QueryParameter Story = QueryParameter.Id("story", "Only articles about this event.");
    private static readonly QueryParameter Until = QueryParameter.Time("until", "Only what was first seen before this time.");
    private static readonly QueryParameter Copies = QueryParameter.Choice("copies", "exclude leaves out articles that are copies of others.", "include", "include", Exclude);
    private static readonly QueryParameter Url = QueryParameter.Text("url", "Only the article at this address, however it is written.", LongestUrl);
    private static readonly QueryParameter Words = QueryParameter.Text("q", "Only articles with these words: moon landing, \"of the moon\", mars or venus, -probe.", LongestQuery);

    /// <summary>What lists of articles take.</summary>
    public static QueryParameter[] All { get; } =
        [Lists.Feed, Story, Lists.Language, Lists.Since, Until, Words, Copies, Url, Lists.Limit, Cursor.Parameter];

    /// <summary>Finds the part of the list that is asked for, and has it answered.</summary>
    public static async Task AnswerAsync(HttpContext context, ArticlePages pages, ParameterStore parameters, Func<ArticlePage, Task> answer)
    {
        var query = new ArticleQuery
        {
            FeedId = context.Value<long?>(Lists.Feed),
            StoryId = context.Value<long?>(Story),
            Language = context.Value<string>(Lists.Language),
            Since = context.Value<DateTimeOffset?>(Lists.Since),
            Until = context.Value<DateTimeOffset?>(Until),
            Copies = context.Value<string>(Copies) != Exclude,
            Words = context.Value<string>(Words),
            After = context.After(),
        };
        if (query.Words is not null && pages.SearchRefusal is { } refusal)
        {
            await Problems.Wrong(Problems.Sentence(refusal)).ExecuteAsync(context);
            return;
        }

        if (context.Value<string>(Url) is { } url)
        {
            if (CanonicalUrl.Of(url, await parameters.LearnedAsync(context.RequestAborted)) is not { } address)
            {
                await Problems.Wrong("url is an http or https address.").ExecuteAsync(context);
                return;
            }

            query = query with { CanonicalUrl = address };
        }

        await answer(await pages.FindAsync(query, context.Count(), context.RequestAborted));
    }
}
