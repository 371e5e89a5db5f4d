using System.Globalization;
using System.Text;

namespace FeedPipeline.Fetching;

/// <summary>What strangers wrote, made fit for a log line.</summary>
internal static class OneLine
{
    private const int MaxLength = 300;

    /// <summary>Control and format characters escaped as <c>\u000a</c>; at most 300 characters.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            if (IsPlain(character))
                line.Append(character);
            else
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return line.Length <= MaxLength && text.Length <= MaxLength ? line.ToString() : $"{line.ToString(0, MaxLength - 1)}…";
    }

    private static bool IsPlain(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
