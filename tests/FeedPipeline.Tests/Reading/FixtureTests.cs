using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FeedPipeline.Documents;
using FeedPipeline.Reading;

namespace FeedPipeline.Tests.Reading;

/// <summary>
/// Each pair of a document and a <c>.json</c> of the same name under Fixtures is a test: what the JSON states must have been read. Values that it
/// does not state may be anything; lists must be as long as stated. A file is named after what it shows.
/// </summary>
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

    public static TheoryData<string> Documents() =>
        [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".json", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_fixture_reads_as_expected(string path)
    {
        var document = new FetchedDocument { Body = File.ReadAllBytes(Path.Combine(Folder, path)), Url = "https://news.example/feeds/all" };
        var expected = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(Path.Combine(Folder, path), ".json")));

        var actual = JsonSerializer.Serialize(FeedReader.Read(document, new()), Json);

        Assert.True(States(JsonNode.Parse(actual), expected), actual);
    }

    private static bool States(JsonNode? actual, JsonNode? expected) => (actual, expected) switch
    {
        (JsonObject values, JsonObject stated) => stated.All(property => States(values[property.Key], property.Value)),
        (JsonArray values, JsonArray stated) => values.Count == stated.Count && values.Zip(stated).All(pair => States(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(actual, expected),
    };
}
