using FeedPipeline.Articles;
using FeedPipeline.Fetching;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Documents;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Asking;
using FeedPipeline.Web.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Web.Console.Routes;

/// <summary>Articles: searched, and one with all that is known of it.</summary>
internal static class ArticleRoutes
{
    private const int PageSize = 30;
    private const int LongestWords = 500;
    private const int LongestTag = 35;

    /// <summary><c>/articles</c>, <c>/articles/{id}</c> and what hangs on it.</summary>
    public static void MapArticlePages(this IEndpointRouteBuilder console)
    {
        console.Shows("/articles", ListAsync);
        console.Shows("/articles/{id:long}", async (HttpContext context, long id, ArticleView view) =>
            await view.ReadAsync(id, context.RequestAborted) is { } model ? Page.Of<Pages.ArticlePage>(context, model) : Page.Missing(context, $"There is no article {id}."));
        console.Shows("/articles/{id:long}/picture", PictureAsync);
        console.Shows("/documents/{id:long}", DocumentAsync);
        console.Does("/articles/{id:long}/merge", MergeAsync);
        console.Does("/articles/{id:long}/split", SplitAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ArticlePages pages, FeedList feeds, CancellationToken stop)
    {
        var asked = context.Request.Query;
        var (words, language) = (asked["q"].ToString().Trim(), asked["language"].ToString().Trim());
        var query = new ArticleQuery
        {
            Words = words.Length is > 0 and <= LongestWords ? words : null,
            FeedId = Numbers.Id(asked["feed"]),
            Language = language.Length is > 0 and <= LongestTag ? language : null,
            Since = Numbers.Day(asked["since"]),
            Until = Numbers.Day(asked["until"])?.AddDays(1),
            Copies = asked["copies"] != "exclude",
            After = Cursor.Parse(asked["cursor"].ToString()),
        };
        var problem = query.Words is not null ? pages.SearchRefusal : null;
        var page = await pages.FindAsync(problem is null ? query : query with { Words = null }, PageSize, stop);
        var articles = await pages.ReadAsync(page, stop).ToListAsync(stop);
        var ids = articles.Select(article => article.FeedId).Concat(query.FeedId is { } feed ? [feed] : []);
        return Page.Of<ArticlesPage>(context, new ArticlesModel(query, articles, await feeds.NamesAsync(ids, stop), page.Next is { } next ? Cursor.Of(next) : null, problem));
    }

    private static async Task<IResult> PictureAsync(HttpContext context, long id, PictureFetcher pictures, IDbContextFactory<FeedPipelineDb> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var url = await db.Articles.Where(article => article.Id == id).Select(article => article.Content.PhotoUrl).FirstOrDefaultAsync(stop);
        if (url is null || await pictures.FetchAsync(url, stop) is not var (type, content))
            return TypedResults.NotFound();
        // An SVG may have styles, but neither scripts nor anything from elsewhere.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        context.Response.Headers.CacheControl = "private, max-age=86400";
        return TypedResults.Bytes(content, type);
    }

    /// <summary>As plain text, whatever it is: what strangers wrote is read here, not run.</summary>
    private static async Task<IResult> DocumentAsync(HttpContext context, long id, DocumentArchive archive, CancellationToken stop)
    {
        if (await archive.FindAsync(id, stop) is not { } document)
            return Page.Missing(context, $"Document {id} is not in the archive, or not any more.");
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Bytes(document.Open().Body, "text/plain; charset=utf-8");
    }

    private static async Task<IResult> MergeAsync(HttpContext context, long id, ArticleMerges merges, CancellationToken stop)
    {
        var here = FormattableString.Invariant($"/articles/{id}");
        if (Numbers.Id((await context.Request.ReadFormAsync(stop))["into"]) is not { } into)
            return Said.Then(context, false, "The number of the other article is needed.", here);
        return await merges.MergeAsync(id, into, stop) is { } problem
            ? Said.Then(context, false, Problems.Sentence(problem), here)
            : Said.Then(context, true, $"Article {id} is now part of this one; splitting it restores what was.", FormattableString.Invariant($"/articles/{into}"));
    }

    private static async Task<IResult> SplitAsync(HttpContext context, long id, ArticleMerges merges, CancellationToken stop)
    {
        var (isDone, said) = await merges.SplitAsync(id, stop);
        return Said.Then(context, isDone, Problems.Sentence(said), FormattableString.Invariant($"/articles/{id}"));
    }
}

/// <summary>What the list of articles shows.</summary>
/// <param name="Query">Which articles.</param>
/// <param name="Articles">This part of them.</param>
/// <param name="Feeds">Names of their feeds.</param>
/// <param name="Next">Where the next part begins; null at the end.</param>
/// <param name="Problem">Why nothing can be searched; null when it can.</param>
public sealed record ArticlesModel(ArticleQuery Query, IReadOnlyList<StoredArticle> Articles, IReadOnlyDictionary<long, string> Feeds, string? Next, string? Problem);
