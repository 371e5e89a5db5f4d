using System.Buffers;
using System.Text.Json;
using FeedPipeline.Storing;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace FeedPipeline.Web.Answering;

/// <summary>Rows with the tables' column names, as one JSON object or as NDJSON, with an ETag.</summary>
internal static class Answers
{
    /// <summary>One object.</summary>
    public const string Json = "application/json";

    /// <summary>An object a line.</summary>
    public const string Ndjson = "application/x-ndjson";

    /// <summary>One row; 404 for null.</summary>
    public static async Task OneOrNoneAsync<T>(HttpContext context, T? row, string what, long id)
        where T : class
    {
        if (row is null)
            await Problems.Missing(what, id).ExecuteAsync(context);
        else
            await SendAsync(context, Json, JsonSerializer.SerializeToUtf8Bytes(row, TableJson.Options));
    }

    /// <summary>What came of a change; it has no ETag, for nobody asks for it again.</summary>
    public static async Task ChangedAsync<T>(HttpContext context, int status, T row)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        await context.Response.BodyWriter.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(row, TableJson.Options), context.RequestAborted);
    }

    /// <summary>A part of a list of small rows: those that are wanted, and one more where there are more.</summary>
    public static async Task ManyAsync<T>(HttpContext context, IReadOnlyList<T> rows, Func<T, ListPlace> place)
    {
        if (Negotiation.Choose(context.Request, Json, Ndjson) is not { } type)
        {
            await NotAcceptableAsync(context, Json, Ndjson);
            return;
        }

        var count = context.Count();
        var page = rows.Take(count).ToList();
        var next = rows.Count > count ? Cursor.Of(place(page[^1])) : null;
        Continue(context, next);
        await SendAsync(context, type, type == Json ? AsObject(page, next) : AsLines(page));
    }

    /// <summary>All of a short list.</summary>
    public static Task AllAsync<T>(HttpContext context, IReadOnlyList<T> rows) => SendAsync(context, Json, AsObject(rows, next: null));

    /// <summary>Where the next part is, for representations that have no place for it, too (RFC 8288).</summary>
    public static void Continue(HttpContext context, string? next)
    {
        if (next is not null)
            context.Response.Headers.Link = $"<{context.Request.PathBase}{context.Request.Path}{QueryAt(context.Request, next)}>; rel=\"next\"";
    }

    /// <summary>The same query at another place.</summary>
    public static QueryString QueryAt(HttpRequest request, string next) =>
        new QueryBuilder(request.Query.Where(part => part.Key != Cursor.Parameter.Name).Append(new(Cursor.Parameter.Name, next))).ToQueryString();

    /// <summary>406.</summary>
    public static Task NotAcceptableAsync(HttpContext context, params string[] offered) =>
        Problems.Of(StatusCodes.Status406NotAcceptable, $"There is no such representation: ask for {string.Join(", ", offered)}.").ExecuteAsync(context);

    /// <summary>A body that is there already; 304 where the client has it.</summary>
    public static async Task SendAsync(HttpContext context, string type, ReadOnlyMemory<byte> body)
    {
        if (ETags.Answers(context, ETags.Of(body.Span)))
            return;
        context.Response.ContentType = type;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }

    private static ReadOnlyMemory<byte> AsObject<T>(IReadOnlyList<T> rows, string? next)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = TableJson.Options.Encoder });
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var row in rows)
            JsonSerializer.Serialize(json, row, TableJson.Options);
        json.WriteEndArray();
        json.WriteString("next", next);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> AsLines<T>(IReadOnlyList<T> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var row in rows)
        {
            buffer.Write(JsonSerializer.SerializeToUtf8Bytes(row, TableJson.Options));
            buffer.Write("\n"u8);
        }

        return buffer.WrittenMemory;
    }
}
