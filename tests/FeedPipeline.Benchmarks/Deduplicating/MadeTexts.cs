using System.Text;

namespace FeedPipeline.Benchmarks.Deduplicating;

/// <summary>News-like texts without end: every second word follows one that it follows in the base texts, the others are drawn by their frequency there.
/// So common phrases recur, and long runs do not.</summary>
internal sealed class MadeTexts
{
    private const int CopyShare = 4;
    private readonly string[] words;
    private readonly int[] running;
    private readonly int[][] followers;

    private MadeTexts(string text)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        running = [.. text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(word => numbers.TryAdd(word, numbers.Count) ? numbers.Count - 1 : numbers[word])];
        words = [.. numbers.Keys];
        followers = [.. running.Zip(running.Skip(1)).GroupBy(pair => pair.First).OrderBy(pairs => pairs.Key).Select(pairs => pairs.Select(pair => pair.Second).ToArray())];
        if (followers.Length < words.Length)
            followers = [.. followers, .. Enumerable.Repeat(running, words.Length - followers.Length)];
    }

    /// <summary>From the corpus's base texts where there are any, else from a vocabulary of made-up words with frequencies after Zipf.</summary>
    public static (MadeTexts Texts, string Source) Open()
    {
        var place = Path.Combine(Environment.GetEnvironmentVariable("FEEDPIPELINE_CORPUS") ?? "", "neardup", "base");
        return Directory.Exists(place)
            ? (new MadeTexts(string.Concat(Directory.EnumerateFiles(place, "*.csv").Order().Select(File.ReadAllText))), "the corpus's base texts")
            : (new MadeTexts(Invented()), "made-up words after Zipf");
    }

    /// <summary>The text of this number: the same for ever, about 400 words.</summary>
    public string this[int number]
    {
        get
        {
            var random = Scattered(number);
            var length = random.Next(150, 650);
            var text = new StringBuilder(length * 7);
            var word = running[random.Next(running.Length)];
            for (var i = 0; i < length; i++)
            {
                text.Append(words[word]).Append(' ');
                word = i % 2 == 0 ? followers[word][random.Next(followers[word].Length)] : running[random.Next(running.Length)];
            }

            return text.Append(number).ToString();
        }
    }

    /// <summary>What arrives: one in four is a copy of one of the first so many, with one of 25 words changed, or its first fifty words.</summary>
    public string Arriving(int number, int known)
    {
        var random = Scattered(~number);
        if (random.Next(CopyShare) > 0)
            return this[number];
        var original = this[random.Next(known) + 1].Split(' ');
        if (random.Next(4) == 0)
            return string.Join(' ', original.Take(50));
        for (var i = random.Next(25); i < original.Length; i += 25)
            original[i] = words[random.Next(words.Length)];
        return string.Join(' ', original);
    }

    /// <summary>Neighbouring seeds would begin with neighbouring numbers.</summary>
    private static Random Scattered(int seed) => new((int)(TextHash((uint)seed) >> 33));

    private static ulong TextHash(ulong value)
    {
        value = (value ^ 0x9E3779B97F4A7C15) * 0xff51afd7ed558ccd;
        return (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53;
    }

    private static string Invented()
    {
        var random = new Random(1);
        var vocabulary = Enumerable.Range(0, 30_000).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 10)).Select(_ => (char)random.Next('a', '{'))])).ToArray();
        return string.Join(' ', Enumerable.Range(0, 300_000).Select(_ => vocabulary[(int)Math.Pow(vocabulary.Length, random.NextDouble())]));
    }
}
