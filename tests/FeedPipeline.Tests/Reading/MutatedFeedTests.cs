using System.Globalization;
using System.Text;
using FeedPipeline.Reading;
using FeedPipeline.Reading.Charsets;
using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;
using FsCheck;
using FsCheck.Fluent;

namespace FeedPipeline.Tests.Reading;

/// <summary>
/// Whatever happens to a document, it is read: no exception, and steps and memory within a multiple of its length. <c>FEEDPIPELINE_MUTATIONS</c> sets
/// how many documents are tried (20 000).
/// </summary>
public class MutatedFeedTests
{
    // What a document costs whatever its length (buffers, names, one problem list of 100 lines), and per byte (an item of nothing but its tag is the dearest).
    private const long FixedBytes = 200_000;
    private const long BytesPerByte = 250;
    private const int StepsPerByte = 2;

    private static readonly List<byte[]> Documents =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Reading", "Fixtures"), "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static int Count => int.Parse(Environment.GetEnvironmentVariable("FEEDPIPELINE_MUTATIONS") ?? "20000", CultureInfo.InvariantCulture);

    [Fact]
    public void Every_accident_can_be_read_within_bounds()
    {
        // Tables of entities, charsets and months are made once.
        Documents.ForEach(Read);
        DateText.Parse("nonsense");

        Prop.ForAll(Arb.From(Mutations.Of(Documents)), Check).Check(Config.QuickThrowOnFailure.WithMaxTest(Count).WithQuietOnSuccess(true));
    }

    private static void Check(byte[] body)
    {
        Assert.InRange(MemoryOf(body), 0, FixedBytes + (BytesPerByte * body.Length));
        Assert.InRange(StepsOf(body), 0, 100 + (StepsPerByte * body.Length));
    }

    private static long MemoryOf(byte[] body)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(body);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Read(byte[] body)
    {
        var feed = Feeds.Read(body, url: "https://news.example/feed");
        foreach (var text in feed.Items.SelectMany(item => new[] { item.Title, item.Guid, item.Link, item.Summary, item.Content }))
            Assert.True(text is null || Characters.FirstInvalid(text) < 0);
    }

    /// <summary>Pieces of markup; a reader that stands still would never end.</summary>
    private static int StepsOf(byte[] body)
    {
        using var markup = new MarkupReader(Encoding.UTF8.GetString(body).AsMemory(), 0, 0, new(), new ProblemList(1));
        var steps = 0;
        while (markup.Read())
            steps++;
        return steps;
    }
}
