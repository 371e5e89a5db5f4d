using System.Text.Json;
using System.Text.Json.Serialization;
using FeedPipeline.Storing;
using FeedPipeline.Web.Answering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Web.Asking;

/// <summary>A request's body: one JSON object with members that are known.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions Strict = new(TableJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        MaxDepth = 8,
    };

    /// <summary>The body as it is meant, or what is wrong with it.</summary>
    public static async Task<(T? Said, ProblemHttpResult? Wrong)> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "The body is JSON: send Content-Type: application/json."));
        var most = context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.MaxBodyBytes;
        if (await BytesAsync(context.Request, most, context.RequestAborted) is not { } body)
            return (null, Problems.Of(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {most} bytes (Web__MaxBodyBytes)."));
        try
        {
            return JsonSerializer.Deserialize<T>(body, Strict) is { } said ? (said, null) : (null, Problems.Wrong("The body is null; it is a JSON object."));
        }
        catch (JsonException wrong)
        {
            return (null, Problems.Wrong($"The body is not what is expected here: {wrong.Message.Replace(typeof(T).FullName ?? "", "this route", StringComparison.Ordinal)}"));
        }
    }

    private static async Task<byte[]?> BytesAsync(HttpRequest request, int most, CancellationToken stop)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(buffer, stop)) > 0;)
        {
            if (body.Length + read > most)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
