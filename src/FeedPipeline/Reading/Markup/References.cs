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
    private Dictionary<string, string>? declared;

    /// <summary>Takes note of an entity of the document type declaration, when it is plain text.</summary>
    public void Declare(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        declared ??= new(StringComparer.Ordinal);
        if (declared.Count < MaxEntities && name.Length <= MaxNameLength && value.Length <= MaxValueLength)
            declared.TryAdd(name.ToString(), NumbersOnly(value));
    }

    /// <summary>
    /// Appends text with its references resolved; <paramref name="wrong"/> hears what XML would refuse, and where: <paramref name="at"/> is the text's place.
    /// </summary>
    public void Resolve(ReadOnlySpan<char> text, int at, TextBuffer resolved, bool inAttribute, Action<string, int> wrong)
    {
        var end = at + text.Length;
        for (var next = text.IndexOf('&'); next >= 0; next = text.IndexOf('&'))
        {
            resolved.Append(text[..next]);
            text = text[next..];
            string? problem = null;
            var length = Predefined(text, resolved);
            if (length == 0)
                length = text.StartsWith("&#", StringComparison.Ordinal) ? Number(text, resolved, out problem) : Name(text, inAttribute, resolved, out problem);
            if (problem is not null)
                wrong(problem, end - text.Length);
            text = text[length..];
        }

        resolved.Append(text);
    }

    /// <summary>The five that every document may use (XML 1.0 section 4.6).</summary>
    private static int Predefined(ReadOnlySpan<char> text, TextBuffer resolved)
    {
        var (character, length) = text switch
        {
            ['&', 'l', 't', ';', ..] => ('<', 4),
            ['&', 'g', 't', ';', ..] => ('>', 4),
            ['&', 'a', 'm', 'p', ';', ..] => ('&', 5),
            ['&', 'q', 'u', 'o', 't', ';', ..] => ('"', 6),
            ['&', 'a', 'p', 'o', 's', ';', ..] => ('\'', 6),
            _ => ('\0', 0),
        };
        if (length > 0)
            resolved.Append(character);
        return length;
    }

    // References to other entities stay as they are: nothing can multiply.
    private static string NumbersOnly(ReadOnlySpan<char> value)
    {
        if (!value.StartsWith("&#", StringComparison.Ordinal) || value.LastIndexOf('&') != 0)
            return value.ToString();
        using var resolved = new TextBuffer();
        return Number(value, resolved, out _) == value.Length ? resolved.Span.ToString() : value.ToString();
    }

    private static int Number(ReadOnlySpan<char> text, TextBuffer resolved, out string? problem)
    {
        problem = null;
        var isHex = text.Length > 2 && text[2] is 'x' or 'X';
        var from = isHex ? 3 : 2;
        var to = from;
        while (to < text.Length && to < from + 8 && (isHex ? char.IsAsciiHexDigit(text[to]) : char.IsAsciiDigit(text[to])))
            to++;
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(text[from..to], style, CultureInfo.InvariantCulture, out var number))
            return Bare(resolved, out problem);

        var isClosed = to < text.Length && text[to] == ';';
        if (!Rune.TryCreate(number, out var rune) || number is (< 0x20 and not (9 or 10 or 13)) or 0xFFFE or 0xFFFF)
        {
            problem = $"reference to a character that does not exist: {text[..to]};";
            return isClosed ? to + 1 : to;
        }

        if (text[2] == 'X')
            problem = $"reference with a capital X {text[..to]};";
        else if (!isClosed)
            problem = $"reference without semicolon {text[..to]}";
        Span<char> units = stackalloc char[2];
        resolved.Append(units[..rune.EncodeToUtf16(units)]);
        return isClosed ? to + 1 : to;
    }

    private int Name(ReadOnlySpan<char> text, bool inAttribute, TextBuffer resolved, out string? problem)
    {
        problem = null;
        var to = 1;
        while (to < text.Length && to <= MaxNameLength && (char.IsAsciiLetterOrDigit(text[to]) || text[to] is '_' or '-' or '.'))
            to++;
        var name = text[1..to].ToString();
        var isClosed = to < text.Length && text[to] == ';';
        if (isClosed && Known(name) is { } value)
        {
            if (declared?.ContainsKey(name) is not true)
                problem = $"undefined entity &{name};";
            resolved.Append(value);
            return to + 1;
        }

        // An address with a parameter of that name is the likelier reading (WHATWG HTML section 13.2.5.73).
        var isParameter = inAttribute || (to < text.Length && text[to] == '=');
        if (!isClosed && !isParameter && name.Length > 0 && HtmlEntityProvider.Resolver.GetSymbol(name) is { } symbol)
        {
            problem = $"entity without semicolon &{name}";
            resolved.Append(symbol);
            return to;
        }

        var length = Bare(resolved, out problem);
        if (isClosed && name.Length > 0)
            problem = $"unknown entity &{name};";
        return length;
    }

    private static int Bare(TextBuffer resolved, out string? problem)
    {
        problem = "bare &";
        resolved.Append('&');
        return 1;
    }

    private string? Known(string name) => declared?.GetValueOrDefault(name) ?? HtmlEntityProvider.Resolver.GetSymbol(name + ";");
}
