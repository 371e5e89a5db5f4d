using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;

namespace FeedPipeline.Web.Answering;

/// <summary>gzip and Brotli for all that is text.</summary>
internal static class Compressing
{
    private static readonly string[] Texts =
    [
        Answers.Json, Answers.Ndjson, "application/problem+json", "application/ld+json", "application/vnd.iptc.ninjs+json", "application/feed+json", "application/atom+xml", "text/plain",
    ];

    /// <summary>The framework's compression, at its fastest: the other levels cost more time than they save on the way.</summary>
    public static IServiceCollection AddCompression(this IServiceCollection services) => services
        .AddResponseCompression(compression =>
        {
            // No answer has a secret beside what a stranger could choose: keys are never in one.
            compression.EnableForHttps = true;
            compression.MimeTypes = Texts;
        })
        .Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest)
        .Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
}
