using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using FeedPipeline.Articles;
using FeedPipeline.Normalizing;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FeedPipeline.Web.Answering;

/// <summary>Articles as they arrive from the database: no answer is held in memory, however long its articles are.</summary>
internal static class ArticleAnswers
{
    private const int FlushAt = 32 * 1024;

    /// <summary>A part of a list.</summary>
    public static async Task ManyAsync(HttpContext context, ArticlePages pages, ArticlePage page, Representation form)
    {
        var next = page.Next is { } place ? Cursor.Of(place) : null;
        Answers.Continue(context, next);
        if (ETags.Answers(context, Tag(page.Articles, form.MediaType, next)))
            return;

        context.Response.ContentType = form.MediaType;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        var articles = pages.ReadAsync(page, context.RequestAborted);
        if (form.IsLines)
            await LinesAsync(context, articles, form);
        else
            await ObjectAsync(context, articles, form, next);
    }

    /// <summary>One article; without a representation as text in the seed article format.</summary>
    public static async Task OneAsync(HttpContext context, StoredArticle article, Representation? form)
    {
        var state = new ArticleState(article.Id, article.FirstSeenAt, article.UpdatedAt, article.StatedAt, article.Revision);
        if (ETags.Answers(context, Tag([state], form?.MediaType ?? "text", next: null)))
            return;
        if (form is null)
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(SeedText.Write(article.Content), context.RequestAborted);
            return;
        }

        context.Response.ContentType = form.MediaType;
        await using var json = Writer(context.Response.BodyWriter);
        form.Write(json, article);
        await FlushAsync(json, context.Response.BodyWriter, context.RequestAborted);
    }

    /// <summary>The tag of these articles in this form: their rows' versions, not their texts.</summary>
    public static EntityTagHeaderValue Tag(IEnumerable<ArticleState> articles, string form, string? next)
    {
        var states = new StringBuilder(form).Append(next);
        foreach (var article in articles)
            states.Append(CultureInfo.InvariantCulture, $"\n{article.Id} {article.Revision} {article.UpdatedAt.UtcTicks} {article.StatedAt.UtcTicks}");
        return ETags.Of(Encoding.UTF8.GetBytes(states.ToString()));
    }

    private static async Task ObjectAsync(HttpContext context, IAsyncEnumerable<StoredArticle> articles, Representation form, string? next)
    {
        var body = context.Response.BodyWriter;
        await using var json = Writer(body);
        json.WriteStartObject();
        json.WriteStartArray("items");
        await foreach (var article in articles)
        {
            form.Write(json, article);
            if (json.BytesPending >= FlushAt)
                await FlushAsync(json, body, context.RequestAborted);
        }

        json.WriteEndArray();
        json.WriteString("next", next);
        json.WriteEndObject();
        await FlushAsync(json, body, context.RequestAborted);
    }

    private static async Task LinesAsync(HttpContext context, IAsyncEnumerable<StoredArticle> articles, Representation form)
    {
        var body = context.Response.BodyWriter;
        await using var json = Writer(body);
        await foreach (var article in articles)
        {
            form.Write(json, article);
            await json.FlushAsync(context.RequestAborted);
            json.Reset();
            body.Write("\n"u8);
            if (body.UnflushedBytes >= FlushAt)
                await body.FlushAsync(context.RequestAborted);
        }

        await body.FlushAsync(context.RequestAborted);
    }

    private static async Task FlushAsync(Utf8JsonWriter json, PipeWriter body, CancellationToken stop)
    {
        await json.FlushAsync(stop);
        await body.FlushAsync(stop);
    }

    private static Utf8JsonWriter Writer(PipeWriter body) => new(body, new JsonWriterOptions { Encoder = TableJson.Options.Encoder });
}
