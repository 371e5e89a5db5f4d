using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FeedPipeline.Web.Answering;

/// <summary>Validators (RFC 9110 section 8.8.3). They are weak, for compression makes other bytes of the same answer.</summary>
internal static class ETags
{
    private const int Bytes = 12;

    /// <summary>The tag of an answer that is made of this.</summary>
    public static EntityTagHeaderValue Of(ReadOnlySpan<byte> content) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, Bytes))}\"", isWeak: true);

    /// <summary>Whether the client has it already: then the answer is 304, and there is nothing more to send.</summary>
    public static bool Answers(HttpContext context, EntityTagHeaderValue tag)
    {
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        var known = context.Request.GetTypedHeaders().IfNoneMatch;
        if (!known.Any(one => one.Tag == "*" || one.Compare(tag, useStrongComparison: false)))
            return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
