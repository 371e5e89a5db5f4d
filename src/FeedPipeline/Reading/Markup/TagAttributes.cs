using System.Buffers;

namespace FeedPipeline.Reading.Markup;

/// <summary>Where an attribute stands in its document. Its value is kept apart only when it is not what is written there.</summary>
internal readonly record struct TagAttribute(int NameStart, int NameLength, int ValueStart, int ValueLength, string? Resolved);

/// <summary>The attributes of a start tag, with or without quotes and values. Namespace declarations are none.</summary>
internal sealed class TagAttributes(ReadOnlyMemory<char> document, References references, Namespaces namespaces, int max, Action<string, int> wrong) : IDisposable
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n=></");
    private static readonly SearchValues<char> UnquotedEnds = SearchValues.Create(" \t\r\n>");
    private static readonly SearchValues<char> NotLiteral = SearchValues.Create("&\t\r\n<");
    private readonly List<TagAttribute> attributes = [];
    private readonly TextBuffer resolved = new();
    private int position;

    public int Count => attributes.Count;

    /// <summary>Namespaces that the tag declares.</summary>
    public int Declarations { get; private set; }

    /// <summary>True for <c>&lt;a/&gt;</c>.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>True when one of them has the prefix <c>xml</c>.</summary>
    public bool HasXmlPrefix { get; private set; }

    /// <summary>Name of an attribute as written, with its prefix.</summary>
    public ReadOnlySpan<char> Name(int index) => Slice(attributes[index].NameStart, attributes[index].NameLength);

    public ReadOnlySpan<char> Value(int index)
    {
        var attribute = attributes[index];
        return attribute.Resolved ?? Slice(attribute.ValueStart, attribute.ValueLength);
    }

    /// <summary>Place of the first attribute of that local name, whatever its prefix and case; negative when there is none.</summary>
    public int Find(string localName)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            var name = Name(i);
            if (name.EndsWith(localName, StringComparison.OrdinalIgnoreCase) &&
                (name.Length == localName.Length || name[name.Length - localName.Length - 1] == ':'))
                return i;
        }

        return -1;
    }

    /// <summary>Reads on from behind the tag's name; returns the place behind the tag.</summary>
    public int Read(int from)
    {
        attributes.Clear();
        (Declarations, IsEmpty, HasXmlPrefix) = (0, false, false);
        position = from;
        var text = document.Span;
        while (position < text.Length)
        {
            switch (text[position])
            {
                case '>':
                    IsEmpty = text[position - 1] == '/';
                    return position + 1;
                case '<':
                    wrong("tag without its >", position);
                    return position;
                case '/' or ' ' or '\t' or '\r' or '\n' or '"' or '\'' or '=':
                    position++;
                    break;
                default:
                    ReadAttribute(text);
                    break;
            }
        }

        return position;
    }

    public void Dispose() => resolved.Dispose();

    private ReadOnlySpan<char> Slice(int start, int length) => document.Span.Slice(start, length);

    private void ReadAttribute(ReadOnlySpan<char> text)
    {
        var name = position;
        var nameLength = Until(text, NameEnds);
        SkipSpace(text);
        if (position >= text.Length || text[position] != '=')
        {
            wrong($"attribute {Short(text, name, nameLength)} without value", name);
            Add(text, name, nameLength, position, 0, null);
            return;
        }

        position++;
        SkipSpace(text);
        if (position < text.Length && text[position] is '"' or '\'')
            ReadQuoted(text, name, nameLength);
        else
            ReadUnquoted(text, name, nameLength);
    }

    private void ReadQuoted(ReadOnlySpan<char> text, int name, int nameLength)
    {
        var start = position + 1;
        var rest = text[start..];
        var length = rest.IndexOf(text[position]);
        if (length < 0 || !IsEnd(rest, length))
        {
            // A quote in the middle of nowhere belongs to another attribute: this one was never closed.
            var tagEnd = rest.IndexOfAny('>', '<');
            if (tagEnd >= 0 && (length < 0 || tagEnd < length))
            {
                wrong($"attribute {Short(text, name, nameLength)} without its closing quote", name);
                length = rest[tagEnd - (tagEnd > 0 ? 1 : 0)] == '/' ? tagEnd - 1 : tagEnd;
                position = start + length;
                Add(text, name, nameLength, start, length, Resolve(rest[..length], start));
                return;
            }
        }

        length = length < 0 ? rest.Length : length;
        position = Math.Min(start + length + 1, text.Length);
        Add(text, name, nameLength, start, length, Resolve(rest[..length], start));
    }

    private static bool IsEnd(ReadOnlySpan<char> rest, int quote) => quote + 1 >= rest.Length || rest[quote + 1] is ' ' or '\t' or '\r' or '\n' or '/' or '>' or '?';

    private void ReadUnquoted(ReadOnlySpan<char> text, int name, int nameLength)
    {
        wrong($"attribute {Short(text, name, nameLength)} without quotes", position);
        var start = position;
        var length = Until(text, UnquotedEnds);
        if (position < text.Length && text[position] == '>' && length > 0 && text[position - 1] == '/')
            length--;
        Add(text, name, nameLength, start, length, Resolve(text.Slice(start, length), start));
    }

    /// <summary>The value where it differs from what is written: references, and line ends and tabs as spaces (XML 1.0 section 3.3.3).</summary>
    private string? Resolve(ReadOnlySpan<char> value, int at)
    {
        if (value.IndexOfAny(NotLiteral) < 0)
            return null;
        if (value.IndexOf('<') is >= 0 and var bare)
            wrong("bare < in an attribute", at + bare);
        resolved.Clear();
        references.Resolve(value, at, resolved, inAttribute: true, wrong);
        return resolved.Span.ToString().ReplaceLineEndings(" ").Replace('\t', ' ');
    }

    private void Add(ReadOnlySpan<char> text, int name, int nameLength, int value, int valueLength, string? changed)
    {
        if (nameLength == 0 || attributes.Count + Declarations >= max)
        {
            if (nameLength > 0)
                wrong($"more than {max} attributes; the rest was left out", name);
            return;
        }

        var written = text.Slice(name, nameLength);
        if (written.StartsWith("xmlns", StringComparison.Ordinal) && (nameLength == "xmlns".Length || written["xmlns".Length] == ':'))
        {
            var prefix = nameLength <= "xmlns:".Length ? "" : written["xmlns:".Length..].ToString();
            namespaces.Declare(prefix, changed ?? text.Slice(value, valueLength).ToString());
            Declarations++;
            return;
        }

        HasXmlPrefix |= written.StartsWith("xml:", StringComparison.Ordinal);
        if (IsTwice(written))
            wrong($"attribute {Short(text, name, nameLength)} twice", name);
        attributes.Add(new(name, nameLength, value, valueLength, changed));
    }

    private bool IsTwice(ReadOnlySpan<char> written)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            if (written.SequenceEqual(Name(i)))
                return true;
        }

        return false;
    }

    private int Until(ReadOnlySpan<char> text, SearchValues<char> ends)
    {
        var length = text[position..].IndexOfAny(ends);
        if (length < 0)
            length = text.Length - position;
        position += length;
        return length;
    }

    private void SkipSpace(ReadOnlySpan<char> text)
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\r' or '\n')
            position++;
    }

    private static string Short(ReadOnlySpan<char> text, int start, int length) => text.Slice(start, Math.Min(length, 40)).ToString();
}
