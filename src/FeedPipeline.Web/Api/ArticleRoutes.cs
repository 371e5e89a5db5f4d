using FeedPipeline.Articles;
using FeedPipeline.Publishing.Formats;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Api;

/// <summary>The article table over HTTP.</summary>
internal static class ArticleRoutes
{
    /// <summary>List, single article, and what became of it.</summary>
    public static void MapArticles(this IEndpointRouteBuilder api)
    {
        api.Reads("/articles", ListAsync, "listArticles", "Lists articles, the newest to us first.", ArticleFilters.All)
            .Answers<Listed<StoredArticle>>(ArticleForms.Many).Refuses(StatusCodes.Status406NotAcceptable);
        api.Reads("/articles/{id:long}", ShowAsync, "showArticle", "Shows one article; as text/plain in the seed article format.")
            .Answers<StoredArticle>(ArticleForms.One).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status406NotAcceptable);
        api.Reads("/articles/{id:long}/revisions", RevisionsAsync, "listRevisions", "Lists earlier states of an article, the latest first, and what kind of change ended each.", Lists.Limit, Cursor.Parameter)
            .Answers<Listed<Revision>>(Answers.Json, Answers.Ndjson).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status406NotAcceptable);
        api.Reads("/articles/{id:long}/why", WhyAsync, "explainArticle", "Lists every decision about an article, with its evidence.")
            .Answers<Listed<ArticleReason>>(Answers.Json).Refuses(StatusCodes.Status404NotFound);
        api.Changes(HttpMethods.Post, "/articles/{id:long}/merge", MergeAsync, "mergeArticle", "Says that two articles are one. Splitting it restores exactly what was.")
            .Takes<MergeRequest>().Answers<StoredArticle>(Answers.Json).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        api.Changes(HttpMethods.Post, "/articles/{id:long}/split", SplitAsync, "splitArticle", "Undoes a merge; or says that an article is no copy, and keeps it out of that group from now on.")
            .Answers<StoredArticle>(Answers.Json).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task ListAsync(HttpContext context, ArticlePages pages, ArticleFormats formats, ParameterStore parameters)
    {
        if (Negotiation.Choose(context.Request, ArticleForms.Many) is { } type)
            await ArticleFilters.AnswerAsync(context, pages, parameters, page => ArticleAnswers.ManyAsync(context, pages, page, formats.Of(type), type));
        else
            await Answers.NotAcceptableAsync(context, ArticleForms.Many);
    }

    private static async Task ShowAsync(HttpContext context, long id, ArticleFormats formats, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Articles.FirstOrDefaultAsync(article => article.Id == id, stop) is not { } article)
            await Problems.Missing("article", id).ExecuteAsync(context);
        else if (Negotiation.Choose(context.Request, ArticleForms.One) is { } type)
            await ArticleAnswers.OneAsync(context, article, formats.Of(type));
        else
            await Answers.NotAcceptableAsync(context, ArticleForms.One);
    }

    private static async Task RevisionsAsync(HttpContext context, long id, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (!await db.Articles.AnyAsync(article => article.Id == id, stop))
        {
            await Problems.Missing("article", id).ExecuteAsync(context);
            return;
        }

        var before = context.After()?.Id ?? long.MaxValue;
        var revisions = await db.Revisions.Where(revision => revision.ArticleId == id && revision.Number < before)
            .OrderByDescending(revision => revision.Number).Take(context.Count() + 1).ToListAsync(stop);
        await Answers.ManyAsync(context, revisions, revision => new ListPlace(revision.At, revision.Number));
    }

    private static async Task WhyAsync(HttpContext context, long id, ArticleReasons reasons, CancellationToken stop)
    {
        if (await reasons.OfAsync(id, stop) is { } found)
            await Answers.AllAsync(context, found);
        else
            await Problems.Missing("article", id).ExecuteAsync(context);
    }

    private static async Task MergeAsync(HttpContext context, long id, ArticleMerges merges, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        var (said, wrong) = await JsonBody.ReadAsync<MergeRequest>(context);
        if (said is null)
            await wrong!.ExecuteAsync(context);
        else if (await merges.MergeAsync(id, said.Into, stop) is { } problem)
            await RefusedAsync(context, id, problem, contexts, stop);
        else
            await OutcomeAsync(context, id, contexts, stop);
    }

    private static async Task SplitAsync(HttpContext context, long id, ArticleMerges merges, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        var (isDone, said) = await merges.SplitAsync(id, stop);
        if (isDone)
            await OutcomeAsync(context, id, contexts, stop);
        else
            await RefusedAsync(context, id, said, contexts, stop);
    }

    private static async Task RefusedAsync(HttpContext context, long id, string problem, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var isThere = await db.Articles.AnyAsync(article => article.Id == id, stop);
        await (isThere ? Problems.Conflict(Problems.Sentence(problem)) : Problems.Missing("article", id)).ExecuteAsync(context);
    }

    /// <summary>The article as it stands now.</summary>
    private static async Task OutcomeAsync(HttpContext context, long id, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await Answers.ChangedAsync(context, StatusCodes.Status200OK, await db.Articles.FirstAsync(article => article.Id == id, stop));
    }
}

/// <summary>What a merge is told.</summary>
/// <param name="Into">Id of the article that stands for both.</param>
internal sealed record MergeRequest([property: System.Text.Json.Serialization.JsonRequired] long Into);
