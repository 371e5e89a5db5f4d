using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FeedPipeline.Articles;

/// <summary>What the JSON forms have in common: one line, text readable in any script, nothing that steers a terminal.</summary>
internal static class PlainJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One value, written by <paramref name="write"/>.</summary>
    public static void Write<T>(IBufferWriter<byte> output, T value, Action<Utf8JsonWriter, T> write)
    {
        using var json = new Utf8JsonWriter(output, Options);
        write(json, value);
    }

    /// <summary>For a list that is longer than memory.</summary>
    public static Utf8JsonWriter To(Stream output) => new(output, Options);

    /// <summary>An enum's value as the tables name it.</summary>
    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.All[value];

    /// <summary>A member that is left out when there is nothing to say.</summary>
    public static void WriteIfAny(this Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }

    /// <summary>A list of texts, left out when it is empty.</summary>
    public static void WriteIfAny(this Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
            json.WriteTexts(name, values);
    }

    /// <summary>A list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly Dictionary<TEnum, string> All = Enum.GetValues<TEnum>().ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
    }
}
