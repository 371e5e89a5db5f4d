using YamlDotNet.Serialization;

namespace FeedPipeline.Configuring;

/// <summary>YAML that people read: block style, quotes only where a word would be something else.</summary>
internal static class YamlText
{
    private static readonly ISerializer Serializer = new SerializerBuilder().DisableAliases().WithIndentedSequences().WithQuotingNecessaryStrings().WithNewLine("\n").Build();

    /// <summary>Dictionaries, lists, texts, numbers and truth values.</summary>
    public static string Of(object graph) => Serializer.Serialize(graph);
}
