using FeedPipeline.Articles;
using FeedPipeline.Publishing.Formats;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Web.Answering;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace FeedPipeline.Web.Api;

/// <summary>Any list of articles as a feed again, with the same filters.</summary>
internal static class RepublishedRoutes
{
    private const string Atom = "application/atom+xml";

    /// <summary>Atom and JSON Feed.</summary>
    public static void MapRepublished(this IEndpointRouteBuilder app)
    {
        app.Reads("/articles.atom", (HttpContext context, ArticlePages pages, ParameterStore parameters) => AnswerAsync(context, pages, parameters, AtomFeed.MediaType, AtomFeed.WriteAsync),
            "listArticlesAsAtom", "The articles that the filters let through as Atom 1.0 (RFC 4287), paged after RFC 5005.", ArticleFilters.All).Produces<string>(StatusCodes.Status200OK, Atom);
        app.Reads("/articles.json", (HttpContext context, ArticlePages pages, ParameterStore parameters) => AnswerAsync(context, pages, parameters, JsonFeed.MediaType, JsonFeed.WriteAsync),
            "listArticlesAsJsonFeed", "The articles that the filters let through as JSON Feed 1.1.", ArticleFilters.All).Produces<object>(StatusCodes.Status200OK, JsonFeed.MediaType);
    }

    private static Task AnswerAsync(
        HttpContext context, ArticlePages pages, ParameterStore parameters, string mediaType, Func<Stream, RepublishedFeed, IAsyncEnumerable<StoredArticle>, CancellationToken, Task> write) =>
        ArticleFilters.AnswerAsync(context, pages, parameters, async page =>
        {
            var next = page.Next is { } place ? Cursor.Of(place) : null;
            Answers.Continue(context, next);
            if (ETags.Answers(context, ArticleAnswers.Tag(page.Articles, mediaType, next)))
                return;

            context.Response.ContentType = mediaType;
            if (!HttpMethods.IsHead(context.Request.Method))
                await write(context.Response.Body, Feed(context.Request, page, next), pages.ReadAsync(page, context.RequestAborted), context.RequestAborted);
        });

    private static RepublishedFeed Feed(HttpRequest request, ArticlePage page, string? next)
    {
        var self = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path);
        return new RepublishedFeed
        {
            Title = "FeedPipeline",
            SelfUrl = self + request.QueryString,
            NextUrl = next is null ? null : self + Answers.QueryAt(request, next),
            UpdatedAt = page.Articles.Count == 0 ? DateTimeOffset.UnixEpoch : page.Articles.Max(article => article.UpdatedAt),
        };
    }
}
