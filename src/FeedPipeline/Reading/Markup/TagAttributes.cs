using FeedPipeline.Reading.Charsets;

namespace FeedPipeline.Reading.Markup;

/// <summary>The attributes of a start tag, with or without quotes and values.</summary>
internal sealed class TagAttributes(string text, References references, Action<string, int> wrong)
{
    private const int MaxAttributes = 256;
    private readonly List<MarkupAttribute> attributes = [];
    private readonly List<(string Prefix, string Address)> declarations = [];
    private int position;

    public IReadOnlyList<MarkupAttribute> Attributes => attributes;

    /// <summary>Namespaces that the tag declares.</summary>
    public IReadOnlyList<(string Prefix, string Address)> Declarations => declarations;

    /// <summary>True for <c>&lt;a/&gt;</c>.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Reads on from behind the tag's name; returns the place behind the tag.</summary>
    public int Read(int from)
    {
        attributes.Clear();
        declarations.Clear();
        IsEmpty = false;
        position = from;
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
                    ReadAttribute();
                    break;
            }
        }

        return position;
    }

    private void ReadAttribute()
    {
        var name = ReadUntil(" \t\r\n=></");
        SkipSpace();
        if (position >= text.Length || text[position] != '=')
        {
            wrong($"attribute {Short(name)} without value", position - name.Length);
            Add(name, "");
            return;
        }

        position++;
        SkipSpace();
        Add(name, position < text.Length && text[position] is '"' or '\'' ? ReadQuoted(text[position]) : ReadUnquoted(name));
    }

    private string ReadQuoted(char quote)
    {
        var end = text.IndexOf(quote, position + 1);
        if (end < 0)
            end = text.Length;
        var start = position + 1;
        var value = text.AsSpan(start, end - start);
        position = Math.Min(end + 1, text.Length);
        return references.Resolve(value, start, inAttribute: true, wrong).ReplaceLineEndings(" ");
    }

    private string ReadUnquoted(ReadOnlySpan<char> name)
    {
        wrong($"attribute {Short(name)} without quotes", position);
        var start = position;
        var value = ReadUntil(" \t\r\n>");
        if (position < text.Length && text[position] == '>' && value.EndsWith("/", StringComparison.Ordinal))
            value = value[..^1];
        return references.Resolve(value, start, inAttribute: true, wrong);
    }

    private ReadOnlySpan<char> ReadUntil(string marks)
    {
        var rest = text.AsSpan(position);
        var length = rest.IndexOfAny(marks);
        if (length < 0)
            length = rest.Length;
        position += length;
        return rest[..length];
    }

    private void SkipSpace()
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\r' or '\n')
            position++;
    }

    private void Add(ReadOnlySpan<char> written, string value)
    {
        if (attributes.Count + declarations.Count >= MaxAttributes)
            return;
        var colon = written.IndexOf(':');
        var prefix = colon < 0 ? "" : written[..colon].ToString();
        var name = written[(colon + 1)..].ToString();
        if (prefix == "xmlns")
            declarations.Add((name, value));
        else if (prefix.Length == 0 && name == "xmlns")
            declarations.Add(("", value));
        else
            attributes.Add(new(prefix, name, value));
    }

    private static string Short(ReadOnlySpan<char> name) => Characters.Cut(name.ToString(), 40);
}
