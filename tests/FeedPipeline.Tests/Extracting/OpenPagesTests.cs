using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using FeedPipeline.Documents;
using FeedPipeline.Extracting;

namespace FeedPipeline.Tests.Extracting;

/// <summary>Real pages with their truth beside them. They are not ours to ship, so their folder is named by the environment.</summary>
public sealed partial class OpenPagesTests
{
    [SkippableTheory]
    [InlineData("fundus", 0.965)]
    [InlineData("wcxb", 0.955)]
    public void The_text_of_real_articles_is_found(string source, double least)
    {
        var corpus = Environment.GetEnvironmentVariable("FEEDPIPELINE_CORPUS");
        Skip.If(corpus is null, "FEEDPIPELINE_CORPUS does not name the corpus folder");
        var pages = Directory.GetFiles(Path.Combine(corpus, "pages", "open", source), "*.html.gz");

        var scores = pages.AsParallel().Select(Score).OfType<double>().ToList();

        Assert.True(scores.Average() >= least, $"{source}: {scores.Average():0.000} over {scores.Count} pages");
    }

    // F1 of the words, as often as they occur.
    private static double? Score(string path)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(path.Replace(".html.gz", ".json", StringComparison.Ordinal)));
        if (!truth.RootElement.TryGetProperty("text", out var text) || text.GetString() is not { } wanted)
            return null;
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        var page = ArticleExtractor.Extract(
            new FetchedDocument { Body = bytes.ToArray(), Url = truth.RootElement.GetProperty("url").GetString(), Charset = "utf-8" }, PageHints.None, new ExtractingOptions());
        var (expected, found) = (Words(wanted), Words(string.Join('\n', Pages.Texts(page))));
        var common = expected.Sum(word => Math.Min(word.Value, found.GetValueOrDefault(word.Key)));
        return common == 0 ? 0 : 2.0 * common / (expected.Values.Sum() + found.Values.Sum());
    }

    private static Dictionary<string, int> Words(string text) =>
        Word().Matches(text.ToLowerInvariant()).GroupBy(word => word.Value, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Word();
}
