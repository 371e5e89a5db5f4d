namespace FeedPipeline.Tests.Deduplicating.Copies;

/// <summary>Made-up texts: two of different seeds share nothing.</summary>
internal static class Texts
{
    /// <summary>That many words, a full stop after every twelfth.</summary>
    public static string English(int seed, int words) => string.Join(' ', Words(seed, words).Select((word, i) => i % 12 == 11 ? word + "." : word));

    /// <summary>That many Han signs without a space.</summary>
    public static string Chinese(int seed, int signs) => Signs(seed, signs, 0x4E00, 0x5E00);

    /// <summary>That many signs, kana and Han in turn, without a space.</summary>
    public static string Japanese(int seed, int signs) =>
        string.Concat(Signs(seed, signs, 0x3042, 0x3093).Zip(Signs(seed + 1_000_000, signs, 0x4E00, 0x5E00), (kana, han) => (char[])[kana, han]).SelectMany(pair => pair).Take(signs));

    /// <summary>That many Thai letters without a space.</summary>
    public static string Thai(int seed, int signs) => Signs(seed, signs, 0x0E01, 0x0E2E);

    /// <summary>The text with every so many words, or signs, in other words.</summary>
    public static string Edited(string text, int seed, int every)
    {
        var words = text.Split(' ');
        for (var i = seed % every; i < words.Length; i += every)
            words[i] = $"edited{seed}x{i}";
        return string.Join(' ', words);
    }

    /// <summary>From one word to another.</summary>
    public static string Part(string text, int from, int to) => string.Join(' ', text.Split(' ')[from..to]);

    private static string Signs(int seed, int count, int first, int end)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, count).Select(_ => (char)random.Next(first, end)));
    }

    private static IEnumerable<string> Words(int seed, int count)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, 3).Select(_ => $"{(char)random.Next('a', 'z')}{"aeiou"[random.Next(5)]}")));
    }
}
