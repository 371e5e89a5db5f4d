using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using FeedPipeline.Documents;
using FeedPipeline.Extracting;

namespace FeedPipeline.Benchmarks.Extracting;

/// <summary><c>pages</c>: processor time of reading each article page of the corpus that <c>FEEDPIPELINE_CORPUS</c> names, one after the other, the parse included.</summary>
internal static class PagesRun
{
    private const double MostMedianMs = 30;

    /// <summary>Prints the percentiles; returns 1 where the median is beyond the aim, 2 without a corpus.</summary>
    public static int Run()
    {
        if (Environment.GetEnvironmentVariable("FEEDPIPELINE_CORPUS") is not { } corpus)
        {
            Console.Error.WriteLine("FEEDPIPELINE_CORPUS does not say where the corpus is");
            return 2;
        }

        var root = Path.Combine(corpus, "pages");
        var pages = File.ReadLines(Path.Combine(root, "inputs.ndjson")).Select(line => Read(root, line)).ToList();
        // Once before, so that no page pays for compiling.
        pages.ForEach(page => ArticleExtractor.Extract(page, PageHints.None, Options));
        var took = pages.Select(MillisecondsOf).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{took.Count} pages, CPU ms a page: median {took[took.Count / 2]:0.0}, mean {took.Average():0.0}, 95 % {took[took.Count * 95 / 100]:0.0}, most {took[^1]:0.0}"));
        return took[took.Count / 2] <= MostMedianMs ? 0 : 1;
    }

    private static ExtractingOptions Options { get; } = new();

    private static double MillisecondsOf(FetchedDocument page)
    {
        var began = Environment.CpuUsage.TotalTime;
        ArticleExtractor.Extract(page, PageHints.None, Options);
        return (Environment.CpuUsage.TotalTime - began).TotalMilliseconds;
    }

    private static FetchedDocument Read(string root, string line)
    {
        using var input = JsonDocument.Parse(line);
        using var packed = new GZipStream(File.OpenRead(Path.Combine(root, Text("path")!)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return new FetchedDocument { Body = bytes.ToArray(), Url = Text("url"), Charset = Text("charset") };

        string? Text(string name) => input.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
