using System.Buffers;

namespace FeedPipeline.Reading.Markup;

/// <summary>Markup as it comes: every repair is a problem with its place, and nothing stops the reading but the end of the text.</summary>
internal sealed class TolerantMarkup : IMarkup
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/><");
    private readonly string text;
    private readonly int root;
    private readonly int maxDepth;
    private readonly ProblemList problems;
    private readonly TextPlace place;
    private readonly References references = new();
    private readonly OpenElements open = new();
    private readonly TagAttributes tag;
    private int position;
    private int pieceStart;
    private int endsDue;
    private bool hadRoot;

    /// <summary>Start tags before <paramref name="root"/> belong to what a server put in front of the feed.</summary>
    public TolerantMarkup(string text, int start, int root, int maxDepth, ProblemList problems)
    {
        (this.text, this.root, this.maxDepth, this.problems) = (text, root, maxDepth, problems);
        position = start;
        place = new(text);
        tag = new(text, references, Wrong);
    }

    /// <summary>True when the contents of <c>script</c> and <c>style</c> are not markup.</summary>
    public bool IsHtml { get; init; }

    public MarkupKind Kind { get; private set; }

    public string Prefix { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string NamespaceUri { get; private set; } = "";

    public string Text { get; private set; } = "";

    public IReadOnlyList<MarkupAttribute> Attributes => tag.Attributes;

    public bool IsComplete { get; private set; } = true;

    public int Line => place.Of(pieceStart).Line;

    public int Column => place.Of(pieceStart).Column;

    public bool Read()
    {
        if (endsDue > 0)
            return Close();

        while (position < text.Length && !(hadRoot && open.Count == 0))
        {
            pieceStart = position;
            if (IsTagAt(position) ? ReadTag() : ReadText())
                return true;
        }

        return ReadEnd();
    }

    private bool ReadEnd()
    {
        if (open.Count > 0)
        {
            pieceStart = text.Length;
            IsComplete = false;
            Wrong($"ends early, inside <{open.Innermost}>");
            return Close(open.Count);
        }

        pieceStart = position;
        var rest = text.AsSpan(position).Trim();
        if (!rest.IsEmpty && !(rest.StartsWith("<!--", StringComparison.Ordinal) && rest.EndsWith("-->", StringComparison.Ordinal)))
            Wrong("text after the feed");
        position = text.Length;
        return false;
    }

    private bool ReadText()
    {
        var end = position + 1;
        while ((end = text.IndexOf('<', end)) >= 0 && !IsTagAt(end))
            end++;
        if (end < 0)
            end = text.Length;
        var piece = text.AsSpan(position, end - position);
        position = end;
        if (open.Count == 0)
            return false;
        if (piece.IndexOf('<') is >= 0 and var bare)
            Wrong("bare <", pieceStart + bare);
        return Emit(references.Resolve(piece, pieceStart, inAttribute: false, Wrong));
    }

    private bool Emit(string characters)
    {
        Kind = MarkupKind.Text;
        Text = characters;
        return true;
    }

    /// <summary>True when the tag gives a piece; comments, instructions and what cannot be used give none.</summary>
    private bool ReadTag()
    {
        switch (text[position + 1])
        {
            case '!' when StartsWith("<![CDATA["):
                var characters = Until("]]>", "<![CDATA[".Length);
                return open.Count > 0 && Emit(characters);
            case '!' when StartsWith("<!--"):
                _ = Until("-->", "<!--".Length);
                return false;
            case '!' when hadRoot:
                _ = Until(">", "<!".Length);
                return false;
            case '!':
                position = DoctypeText.Read(text, position, references);
                return false;
            case '?':
                _ = Until("?>", "<?".Length);
                return false;
            case '/':
                return ReadEndTag();
            default:
                return ReadStartTag();
        }
    }

    private bool ReadStartTag()
    {
        var nameEnd = NameEnd(position + 1);
        var (prefix, name) = Split(text.AsSpan(position + 1, nameEnd - position - 1));
        if (name is "item" or "entry" && open.CountInside(name) is > 0 and var unclosed)
        {
            Wrong($"<{name}> inside <{open.Innermost}>, which was not closed");
            return Close(unclosed);
        }

        position = tag.Read(nameEnd);
        if (open.Count == 0 && pieceStart < root)
            return false;
        if (open.Count >= maxDepth)
        {
            Wrong($"nested deeper than {maxDepth} elements");
            return false;
        }

        hadRoot = true;
        open.Push(prefix, name, tag.Declarations);
        (Kind, Prefix, Name) = (MarkupKind.Start, prefix, name);
        NamespaceUri = AddressOf(prefix);
        endsDue = tag.IsEmpty || (IsHtml && HtmlText.IsVoid(name)) ? 1 : 0;
        if (IsHtml && name.Length < 7 && name.ToLowerInvariant() is "script" or "style")
            SkipTo("</" + name);
        return true;
    }

    private string AddressOf(string prefix)
    {
        var address = open.AddressOf(prefix);
        if (address is null && prefix.Length > 0)
            Wrong($"undeclared prefix {prefix}");
        return address ?? "";
    }

    private bool ReadEndTag()
    {
        var nameEnd = NameEnd(position + 2);
        var (prefix, name) = Split(text.AsSpan(position + 2, nameEnd - position - 2));
        var close = text.IndexOf('>', nameEnd);
        position = close < 0 ? text.Length : close + 1;

        var opened = open.Find(prefix, name);
        if (opened == open.Count - 1 && opened >= 0)
            return Close(1);
        if (opened >= 0)
        {
            Wrong($"</{name}> while <{open.Innermost}> is open");
            return Close(open.Count - opened);
        }

        Wrong($"</{name}> without its start");

        // A misspelt end tag ends its element; a stray tag of unescaped HTML ends nothing.
        return open.Count > 2 && !HtmlText.IsElement(name) && Close(1);
    }

    private bool Close(int count)
    {
        endsDue = count;
        return Close();
    }

    private bool Close()
    {
        endsDue--;
        Kind = MarkupKind.End;
        (Prefix, Name) = open.Pop();
        return true;
    }

    private bool IsTagAt(int at) =>
        text[at] == '<' && at + 1 < text.Length &&
        (char.IsLetter(text[at + 1]) || text[at + 1] is '_' or '!' or '?' ||
            (text[at + 1] == '/' && at + 2 < text.Length && char.IsLetter(text[at + 2])));

    private bool StartsWith(string mark) => string.CompareOrdinal(text, position, mark, 0, mark.Length) == 0;

    private string Until(string mark, int from)
    {
        var begin = Math.Min(position + from, text.Length);
        var end = text.IndexOf(mark, begin, StringComparison.Ordinal);
        position = end < 0 ? text.Length : end + mark.Length;
        return text[begin..(end < 0 ? text.Length : end)];
    }

    private void SkipTo(string mark)
    {
        var at = text.IndexOf(mark, position, StringComparison.OrdinalIgnoreCase);
        position = at < 0 ? text.Length : at;
    }

    private int NameEnd(int from)
    {
        var length = text.AsSpan(from).IndexOfAny(NameEnds);
        return length < 0 ? text.Length : from + length;
    }

    private static (string Prefix, string Name) Split(ReadOnlySpan<char> written)
    {
        var colon = written.IndexOf(':');
        return colon <= 0 || colon == written.Length - 1
            ? ("", written.Trim(':').ToString())
            : (written[..colon].ToString(), written[(colon + 1)..].ToString());
    }

    private void Wrong(string what) => Wrong(what, pieceStart);

    private void Wrong(string what, int at)
    {
        var (line, column) = place.Of(at);
        problems.Add(what, line, column);
    }
}
