using System.Buffers;
using System.Globalization;
using System.Text;
using FeedPipeline.Articles;
using FeedPipeline.Publishing.Formats;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FeedPipeline.Web.Answering;

/// <summary>Articles as they arrive from the database: no answer is held in memory, however long its articles are.</summary>
internal static class ArticleAnswers
{
    private const int FlushAt = 32 * 1024;

    /// <summary>One article.</summary>
    public static async Task OneAsync(HttpContext context, StoredArticle article, ArticleFormat form)
    {
        var state = new ArticleState(article.Id, article.FirstSeenAt, article.UpdatedAt, article.StatedAt, article.Revision);
        if (ETags.Answers(context, Tag([state], form.MediaType, next: null)))
            return;

        context.Response.ContentType = form.MediaType;
        form.Write(context.Response.BodyWriter, article);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>A part of a list: one object, or an article a line.</summary>
    public static async Task ManyAsync(HttpContext context, ArticlePages pages, ArticlePage page, ArticleFormat form, string mediaType)
    {
        var next = page.Next is { } place ? Cursor.Of(place) : null;
        Answers.Continue(context, next);
        if (ETags.Answers(context, Tag(page.Articles, mediaType, next)))
            return;

        context.Response.ContentType = mediaType;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var areLines = mediaType == Answers.Ndjson;
        var body = context.Response.BodyWriter;
        body.Write(areLines ? default : "{\"items\":["u8);
        var isFirst = true;
        await foreach (var article in pages.ReadAsync(page, context.RequestAborted))
        {
            body.Write(isFirst || areLines ? default : ","u8);
            isFirst = false;
            form.Write(body, article);
            body.Write(areLines ? form.End.Span : default);
            if (body.UnflushedBytes >= FlushAt)
                await body.FlushAsync(context.RequestAborted);
        }

        body.Write(areLines ? default : Encoding.UTF8.GetBytes($"],\"next\":{(next is null ? "null" : $"\"{next}\"")}}}"));
        await body.FlushAsync(context.RequestAborted);
    }

    /// <summary>The tag of these articles in this form: their rows' versions, not their texts.</summary>
    public static EntityTagHeaderValue Tag(IEnumerable<ArticleState> articles, string form, string? next)
    {
        var states = new StringBuilder(form).Append(next);
        foreach (var article in articles)
            states.Append(CultureInfo.InvariantCulture, $"\n{article.Id} {article.Revision} {article.UpdatedAt.UtcTicks} {article.StatedAt.UtcTicks}");
        return ETags.Of(Encoding.UTF8.GetBytes(states.ToString()));
    }
}
