using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace FeedPipeline.Storing;

/// <summary>How C# names become the tables' names, in SQL and in JSON: <c>FirstSeenAt</c> is <c>first_seen_at</c>, <c>Http4xx</c> is <c>http_4xx</c>.</summary>
public sealed class TableNaming : JsonNamingPolicy
{
    /// <summary>The only one.</summary>
    public static TableNaming Instance { get; } = new();

    /// <summary>The name of an enum's value.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Names<TEnum>.ByValue.TryGetValue(value, out var name) ? name : Instance.ConvertName(value.ToString());

    /// <summary>The value that <see cref="Of"/> named; null when there is none.</summary>
    public static TEnum? Parse<TEnum>(string name)
        where TEnum : struct, Enum => Names<TEnum>.ByName.TryGetValue(name, out var value) ? value : null;

    /// <inheritdoc/>
    public override string ConvertName(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) || (char.IsDigit(name[i]) && i > 0 && char.IsLower(name[i - 1]));
            if (startsWord && i > 0)
                words.Append('_');
            words.Append(char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }

    /// <summary>Every poll names some.</summary>
    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static FrozenDictionary<TEnum, string> ByValue { get; } = Enum.GetValues<TEnum>().Distinct().ToFrozenDictionary(value => value, value => Instance.ConvertName(value.ToString()));

        public static FrozenDictionary<string, TEnum> ByName { get; } = ByValue.ToFrozenDictionary(named => named.Value, named => named.Key, StringComparer.Ordinal);
    }
}
