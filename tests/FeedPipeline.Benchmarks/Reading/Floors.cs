using System.Text.Json;
using System.Xml;

namespace FeedPipeline.Benchmarks.Reading;

/// <summary>The least that reading the bytes can cost with .NET's own parsers.</summary>
internal static class Floors
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false };

    /// <summary>Characters of all values and attributes.</summary>
    public static long WalkXml(byte[] body)
    {
        using var xml = XmlReader.Create(new MemoryStream(body), Settings);
        var characters = 0L;
        while (xml.Read())
        {
            characters += xml.HasValue ? xml.Value.Length : 0;
            while (xml.MoveToNextAttribute())
                characters += xml.Value.Length;
        }

        return characters;
    }

    /// <summary>Characters of all strings.</summary>
    public static long WalkJson(byte[] body)
    {
        var json = new Utf8JsonReader(body);
        var characters = 0L;
        while (json.Read())
            characters += json.TokenType == JsonTokenType.String ? json.GetString()!.Length : 0;
        return characters;
    }
}
