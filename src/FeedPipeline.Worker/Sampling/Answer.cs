using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FeedPipeline.Worker.Sampling;

/// <summary>An answer with validators: 304 when the asker has it already (RFC 9110 section 13), gzip when it takes that.</summary>
internal static class Answer
{
    private const int ETagBytes = 16;

    /// <summary>The bytes, with the ETag of what is really sent, so that packed and plain ones differ.</summary>
    public static FileContentHttpResult Of(HttpContext context, byte[] body, string contentType, DateTimeOffset modifiedAt)
    {
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var sent = body;
        if (TakesGzip(context.Request.Headers.AcceptEncoding))
        {
            sent = Pack(body);
            context.Response.Headers.ContentEncoding = "gzip";
        }

        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(sent).AsSpan(0, ETagBytes))}\"");
        return TypedResults.Bytes(sent, contentType, lastModified: modifiedAt, entityTag: tag);
    }

    private static bool TakesGzip(StringValues accepted) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var codings)
        && codings.Any(coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0.0);

    private static byte[] Pack(byte[] body)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(body);
        return packed.ToArray();
    }
}
