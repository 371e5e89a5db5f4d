using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FeedPipeline.Configuring;

/// <summary>Parts of an operator's YAML file, and faults that name their line.</summary>
internal static class YamlNodes
{
    /// <summary>The first document's root; null for an empty file.</summary>
    /// <exception cref="FormatException">It is no YAML: one line that says where and why.</exception>
    public static YamlNode? Root(string yaml, int maxChars)
    {
        if (yaml.Length > maxChars)
            throw new FormatException($"longer than {maxChars} characters");
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException broken)
        {
            throw new FormatException($"line {broken.End.Line}: {broken.Message.ReplaceLineEndings(" ")}", broken);
        }
    }

    /// <summary>A mapping with known keys only.</summary>
    public static YamlMappingNode Map(YamlNode node, string what, IReadOnlyCollection<string> keys)
    {
        var map = Map(node, what);
        foreach (var key in map.Children.Keys)
        {
            if (!keys.Contains(key.ToString(), StringComparer.Ordinal))
                throw Wrong(key, $"\"{key}\" is not known{(Nearest.Of(key.ToString(), keys) is { } near ? $", did you mean \"{near}\"?" : ";")} {what} has {string.Join(", ", keys)}");
        }

        return map;
    }

    public static YamlMappingNode Map(YamlNode node, string what) => node as YamlMappingNode ?? throw Wrong(node, $"{what} is written as \"key: value\" lines");

    public static YamlSequenceNode List(YamlNode node, string what) => node as YamlSequenceNode ?? throw Wrong(node, $"{what} is a list");

    /// <summary>The text under a key; null without the key.</summary>
    public static string? Text(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? Scalar(node) : null;

    public static string Scalar(YamlNode node) => node is YamlScalarNode { Value: { } value } ? value : throw Wrong(node, "a text is wanted here");

    /// <summary>All under a key: of a list, or of the one that stands for a list of it.</summary>
    public static IEnumerable<YamlNode> Each(YamlMappingNode map, string key) => !map.Children.TryGetValue(key, out var node) ? []
        : node is YamlSequenceNode list ? list.Children : [node];

    public static FormatException Wrong(YamlNode node, string what) => new($"line {node.Start.Line}: {what}");
}
