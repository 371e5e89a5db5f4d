using System.Text;
using System.Text.Json;

namespace FeedPipeline.Extracting.Pages;

/// <summary>JSON as publishers write it into pages: comments around it, commas too many, line breaks inside strings.</summary>
internal static class TolerantJson
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    /// <summary>The root; null when it cannot be mended.</summary>
    public static JsonElement? Parse(string text)
    {
        text = Unwrapped(text);
        return text.Length == 0 ? null : TryParse(text) ?? TryParse(Mended(text));
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Unwrapped(string text)
    {
        text = text.Trim(' ', '\t', '\r', '\n', '\uFEFF', ';');
        foreach (var wrapper in new[] { "<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "-->", "//]]>", "/*]]>*/", "]]>" })
        {
            if (text.StartsWith(wrapper, StringComparison.Ordinal))
                text = text[wrapper.Length..].TrimStart();
            if (text.EndsWith(wrapper, StringComparison.Ordinal))
                text = text[..^wrapper.Length].TrimEnd();
        }

        return text.TrimEnd(';', ' ');
    }

    // Control characters inside strings become spaces, and a backslash that escapes nothing is doubled.
    private static string Mended(string text)
    {
        var mended = new StringBuilder(text.Length + 16);
        var inString = false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (inString && character == '\\')
            {
                var next = i + 1 < text.Length ? text[i + 1] : '\0';
                mended.Append(next is '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't' or 'u' ? "\\" : "\\\\");
                if (next is '"' or '\\')
                {
                    mended.Append(next);
                    i++;
                }

                continue;
            }

            if (character == '"')
                inString = !inString;
            mended.Append(character < ' ' && inString ? ' ' : character);
        }

        // A list of objects without commas between them, and doubled commas.
        return mended.Replace("}\n{", "},{").Replace(",,", ",").ToString();
    }
}
