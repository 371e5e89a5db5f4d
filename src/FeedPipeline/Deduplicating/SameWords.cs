using FeedPipeline.Articles;
using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Deduplicating;

/// <summary>Whether two states may be of one article, where a key alone does not settle it.</summary>
internal static class SameWords
{
    /// <summary>Letters that are looked at together; long enough that two texts of one language seldom share them by chance.</summary>
    private const int TextGram = 8;
    private const int TitleGram = 4;

    /// <summary>Letters below which a text says nothing when it differs.</summary>
    private const int MinLetters = 40;
    private const int MaxLetters = 8_000;
    private const double Same = 0.5;
    private const double Other = 0.3;

    /// <summary>Whether a guid says one thing and everything else the other: address, title, and date or text; without addresses date and text.</summary>
    public static bool Contradicts(Article known, Article arriving)
    {
        if (known.CanonicalUrl is { } one && arriving.CanonicalUrl is { } other)
            return one != other && !Titles(known, arriving) && IsOther(Dates(known, arriving), Texts(known, arriving));
        return !Titles(known, arriving) && Dates(known, arriving) == false && Texts(known, arriving) == false;
    }

    /// <summary>Whether an item under another name is the article that is known under an alias: an address or the end of a guid, which publishers use again.
    /// A title alone says nothing, because columns recur under theirs.</summary>
    public static bool IsSame(Article known, Article arriving)
    {
        if (Titles(known, arriving) && Text(known) is { Length: > 0 } said && said == Text(arriving))
            return true;
        var dates = Dates(known, arriving);
        return Texts(known, arriving) switch
        {
            true => true,
            false => dates == true && Titles(known, arriving),
            null => dates ?? Titles(known, arriving),
        };
    }

    /// <summary>Same or another instant; null when either is not known.</summary>
    public static bool? Dates(Article known, Article arriving) =>
        known.PublishedAt is { } one && arriving.PublishedAt is { } other ? one.UtcTicks == other.UtcTicks : null;

    /// <summary>Whether the titles say the same in other words.</summary>
    public static bool Titles(Article known, Article arriving)
    {
        var (one, other) = (PlainText.Fold(known.Headline), PlainText.Fold(arriving.Headline));
        return one == other || (one.Length >= TitleGram && other.Length >= TitleGram && Share(one, other, TitleGram) >= Same);
    }

    /// <summary>Whether most of the shorter text stands in the longer one; null when there is too little of either, or no clear answer.</summary>
    public static bool? Texts(Article known, Article arriving)
    {
        var (one, other) = (Text(known), Text(arriving));
        if (one.Length < MinLetters || other.Length < MinLetters)
            return null;
        if (one == other)
            return true;
        return Share(one, other, TextGram) switch
        {
            >= Same => true,
            < Other => false,
            _ => null,
        };
    }

    /// <summary>Letters of all that an article says below its headline.</summary>
    public static string Text(Article article)
    {
        var text = $"{article.Dek}\n{article.Body}";
        return PlainText.Fold(text.Length <= 2 * MaxLetters ? text : text[..(2 * MaxLetters)]);
    }

    private static bool IsOther(bool? dates, bool? texts) => dates != true && texts != true && (dates == false || texts == false);

    private static double Share(string one, string other, int gram)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        shorter = shorter.Length <= MaxLetters ? shorter : shorter[..MaxLetters];
        var grams = Grams(longer, gram);
        var own = Grams(shorter, gram);
        return own.Count == 0 ? 0 : (double)own.Count(grams.Contains) / own.Count;
    }

    private static HashSet<int> Grams(string text, int length)
    {
        var grams = new HashSet<int>();
        for (var i = 0; i + length <= text.Length; i++)
            grams.Add(string.GetHashCode(text.AsSpan(i, length), StringComparison.Ordinal));
        return grams;
    }
}
