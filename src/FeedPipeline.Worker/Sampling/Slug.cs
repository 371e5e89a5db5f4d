using System.Globalization;
using System.Text;

namespace FeedPipeline.Worker.Sampling;

/// <summary>Names of pages: words of the headline in plain letters, and the article's key, which ends with its number.</summary>
internal static class Slug
{
    private const int MaxWordsChars = 60;

    /// <summary>Of a headline and a key.</summary>
    public static string Of(string headline, string key)
    {
        var words = new StringBuilder();
        foreach (var character in headline.Normalize(NormalizationForm.FormD))
        {
            if (words.Length >= MaxWordsChars)
                break;
            if (char.IsAsciiLetterOrDigit(character))
                words.Append(char.ToLowerInvariant(character));
            else if (char.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark && words.Length > 0 && words[^1] != '-')
                words.Append('-');
        }

        var text = words.ToString().TrimEnd('-');
        return $"{(text.Length == 0 ? "article" : text)}-{key}";
    }

    /// <summary>The number that a slug ends with; null when it has none.</summary>
    public static int? NumberOf(string slug) =>
        int.TryParse(slug.AsSpan(slug.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
