using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace FeedPipeline.Reading.Markup;

/// <summary>Resolves <c>&amp;…;</c> as browsers do: XML's five, HTML's two thousand, numbers, and the document's own simple entities.</summary>
internal sealed class References
{
    private const int MaxEntities = 100;
    private const int MaxNameLength = 40;
    private const int MaxValueLength = 1_024;
    private readonly Dictionary<string, string> declared = new(StringComparer.Ordinal);

    /// <summary>Takes note of an entity of the document type declaration, when it is plain text.</summary>
    public void Declare(string name, string value)
    {
        if (declared.Count < MaxEntities && value.Length <= MaxValueLength)
            declared.TryAdd(name, NumbersOnly(value));
    }

    /// <summary>
    /// Text with its references resolved; <paramref name="wrong"/> hears what XML would refuse, and where: <paramref name="at"/> is the text's place.
    /// </summary>
    public string Resolve(ReadOnlySpan<char> text, int at, bool inAttribute, Action<string, int> wrong)
    {
        var end = at + text.Length;
        var next = text.IndexOf('&');
        if (next < 0)
            return text.ToString();

        var resolved = new StringBuilder(text.Length);
        while (next >= 0)
        {
            resolved.Append(text[..next]);
            text = text[next..];
            var (value, length, problem) = text.StartsWith("&#", StringComparison.Ordinal) ? Number(text) : Name(text, inAttribute);
            if (problem is not null)
                wrong(problem, end - text.Length);
            resolved.Append(value);
            text = text[length..];
            next = text.IndexOf('&');
        }

        return resolved.Append(text).ToString();
    }

    // References to other entities stay as they are: nothing can multiply.
    private static string NumbersOnly(string value) =>
        value.StartsWith("&#", StringComparison.Ordinal) && value.LastIndexOf('&') == 0 && Number(value) is var number && number.Length == value.Length
            ? number.Value
            : value;

    private static (string Value, int Length, string? Problem) Number(ReadOnlySpan<char> text)
    {
        var isHex = text.Length > 2 && text[2] is 'x' or 'X';
        var from = isHex ? 3 : 2;
        var to = from;
        while (to < text.Length && to < from + 8 && (isHex ? char.IsAsciiHexDigit(text[to]) : char.IsAsciiDigit(text[to])))
            to++;
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(text[from..to], style, CultureInfo.InvariantCulture, out var number))
            return ("&", 1, "bare &");

        var length = to < text.Length && text[to] == ';' ? to + 1 : to;
        if (!Rune.TryCreate(number, out var rune) || number is (< 0x20 and not (9 or 10 or 13)) or 0xFFFE or 0xFFFF)
            return ("", length, $"reference to a character that does not exist: {text[..to]};");

        return (rune.ToString(), length, null);
    }

    private (string Value, int Length, string? Problem) Name(ReadOnlySpan<char> text, bool inAttribute)
    {
        var to = 1;
        while (to < text.Length && to <= MaxNameLength && (char.IsAsciiLetterOrDigit(text[to]) || text[to] is '_' or '-' or '.'))
            to++;
        var name = text[1..to].ToString();
        var isClosed = to < text.Length && text[to] == ';';
        if (isClosed && Known(name) is { } value)
        {
            var isDefined = name is "amp" or "lt" or "gt" or "quot" or "apos" || declared.ContainsKey(name);
            return (value, to + 1, isDefined ? null : $"undefined entity &{name};");
        }

        if (!isClosed && !inAttribute && name.Length > 0 && HtmlEntityProvider.Resolver.GetSymbol(name) is { } symbol)
            return (symbol, to, $"entity without semicolon &{name}");

        return ("&", 1, isClosed && name.Length > 0 ? $"unknown entity &{name};" : "bare &");
    }

    private string? Known(string name) => declared.GetValueOrDefault(name) ?? HtmlEntityProvider.Resolver.GetSymbol(name + ";");
}
