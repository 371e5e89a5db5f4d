using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FeedPipeline.Documents;
using FeedPipeline.Reading;

namespace FeedPipeline.Tests.Reading;

/// <summary>Each pair of <c>name.xml</c> (or <c>.json</c>) and <c>name.expected.json</c> under Fixtures is a test.</summary>
public class FixtureTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Reading", "Fixtures");

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
    };

    public static TheoryData<string> Pairs() =>
        [.. Directory.EnumerateFiles(Folder, "*.expected.json", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_fixture_reads_as_expected(string expected)
    {
        var name = Path.Combine(Folder, expected[..^".expected.json".Length]);
        var input = File.Exists(name + ".xml") ? name + ".xml" : name + ".json";
        var document = new FetchedDocument { Body = File.ReadAllBytes(input), Url = "https://news.example/feeds/all" };

        var actual = JsonSerializer.Serialize(FeedReader.Read(document, new()), Json);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, expected))), JsonNode.Parse(actual)), actual);
    }
}
