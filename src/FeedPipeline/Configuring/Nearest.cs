namespace FeedPipeline.Configuring;

/// <summary>What somebody may have meant who wrote a word that is not known.</summary>
public static class Nearest
{
    private const int MaxLength = 100;

    /// <summary>The known word with the fewest wrong, missing, odd or exchanged letters; null when none is near.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        if (word.Length > MaxLength)
            return null;
        var (nearest, least) = ((string?)null, Math.Max(1, word.Length / 3) + 1);
        foreach (var other in known)
        {
            if (Math.Abs(other.Length - word.Length) >= least)
                continue;
            var distance = Distance(word.ToUpperInvariant(), other.ToUpperInvariant());
            if (distance < least)
                (nearest, least) = (other, distance);
        }

        return nearest;
    }

    /// <summary>As the end of a sentence: <c>: did you mean "x"?</c>; empty when nothing is near.</summary>
    public static string Hint(string word, IEnumerable<string> known) => Of(word, known) is { } near ? $": did you mean \"{near}\"?" : string.Empty;

    /// <summary>Damerau and Levenshtein, of strings that are aligned.</summary>
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                    rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[one.Length, other.Length];
    }
}
