using FeedPipeline.Reading.Charsets;

namespace FeedPipeline.Reading.Markup;

/// <summary>
/// A document as a stream of pieces, in one pass. Well-formed XML gives what any XML parser gives; from anything else every repair is a problem with
/// its place, and nothing stops the reading but the end of the text. No document type is obeyed and nothing outside the text is fetched.
/// </summary>
internal sealed class MarkupReader : IDisposable
{
    private readonly DecodedText document;
    private readonly int documentStart;
    private readonly int root;
    private readonly ReadingOptions options;
    private readonly ProblemList problems;
    private readonly TextPlace place;
    private readonly References references = new();
    private readonly OpenElements open = new();
    private readonly Namespaces namespaces = new();
    private readonly MarkupNames names = new();
    private readonly PieceText pieceText;
    private int position;
    private int pieceStart;
    private int endsDue;
    private bool hadRoot;

    /// <summary>Start tags before <paramref name="root"/> belong to what a server put in front of the feed.</summary>
    public MarkupReader(DecodedText document, int start, int root, ReadingOptions options, ProblemList problems)
    {
        (this.document, documentStart, this.root, this.options, this.problems) = (document, start, root, options, problems);
        position = start;
        place = new(document);
        Action<string, int> wrong = Wrong;
        pieceText = new(document, references, wrong);
        Attributes = new(document, references, namespaces, options.MaxAttributes, wrong);
    }

    /// <summary>True when the contents of <c>script</c> and <c>style</c> are not markup.</summary>
    public bool IsHtml { get; init; }

    public MarkupKind Kind { get; private set; }

    /// <summary>Name of the element that starts or ends here.</summary>
    public MarkupName Name { get; private set; } = MarkupName.None;

    /// <summary>Of the element that starts here; none when its prefix was never declared.</summary>
    public Namespace Namespace { get; private set; } = Namespace.None;

    /// <summary>Characters of a <see cref="MarkupKind.Text"/>, valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<char> Text => pieceText.Span;

    /// <summary>Attributes of a <see cref="MarkupKind.Start"/>, valid until the next <see cref="Read"/>.</summary>
    public TagAttributes Attributes { get; }

    /// <summary>False when the document ended before its root did.</summary>
    public bool IsComplete => EndedIn is null;

    /// <summary>The innermost element that was open when the document ended before its root did, in lower case; null while all is well.</summary>
    public string? EndedIn { get; private set; }

    /// <summary>Where the current piece starts, in characters.</summary>
    public int Offset => pieceStart;

    /// <summary>Moves to the next piece; false at the end.</summary>
    public bool Read()
    {
        if (endsDue > 0)
            return Close();

        ReadOnlySpan<char> text = document.Span;

        // A page may leave out <html> and <head>: then it has many roots.
        while (position < text.Length && (IsHtml || !hadRoot || open.Count > 0))
        {
            pieceStart = position;
            if (TagText.IsAt(text, position) ? ReadTag(text) : ReadText(text))
                return true;
        }

        return ReadEnd(text);
    }

    /// <summary>Notes a problem at a place of the document.</summary>
    public void Wrong(string what, int at)
    {
        if (problems.IsFull)
            return;
        var (line, column) = place.Of(at);
        problems.Add(what, line, column);
    }

    public void Dispose()
    {
        pieceText.Dispose();
        Attributes.Dispose();
    }

    private bool ReadEnd(ReadOnlySpan<char> text)
    {
        if (open.Count > 0)
        {
            pieceStart = text.Length;
            EndedIn = open.Innermost.Lower;
            Wrong($"ends early, inside <{open.Innermost.Local}>");
            return Close(open.Count);
        }

        pieceStart = position = TagText.SkipMisc(text, position);
        if (position < text.Length)
            Wrong("text after the feed");
        position = text.Length;
        return false;
    }

    private bool ReadText(ReadOnlySpan<char> text)
    {
        var end = TagText.Next(text, position + 1);
        var piece = text[position..end];
        position = end;
        if (open.Count == 0)
            return false;
        if (piece.IndexOf('<') is >= 0 and var bare)
            Wrong("bare <", pieceStart + bare);
        pieceText.Set(pieceStart, piece.Length);
        return Emit();
    }

    private bool Emit()
    {
        Kind = MarkupKind.Text;
        open.HasText |= !Text.IsWhiteSpace();
        return true;
    }

    /// <summary>True when the tag gives a piece; comments, instructions and what cannot be used give none.</summary>
    private bool ReadTag(ReadOnlySpan<char> text)
    {
        var rest = text[position..];
        switch (rest[1])
        {
            case '!' when rest.StartsWith("<![CDATA[", StringComparison.Ordinal):
                return ReadCharacters(text);
            case '!' when rest.StartsWith("<!--", StringComparison.Ordinal):
                if (Until(text, "-->", "<!--".Length).Contains("--", StringComparison.Ordinal))
                    Wrong("-- inside a comment");
                return false;
            case '!' when hadRoot:
                Wrong("a declaration inside the feed");
                _ = Until(text, ">", "<!".Length);
                return false;
            case '!':
                position = DoctypeText.Read(text, position, references);
                return false;
            case '?':
                ReadInstruction(text);
                return false;
            case '/':
                return ReadEndTag(text);
            default:
                return ReadStartTag(text);
        }
    }

    private bool ReadCharacters(ReadOnlySpan<char> text)
    {
        var start = Math.Min(position + "<![CDATA[".Length, text.Length);
        var characters = Until(text, "]]>", "<![CDATA[".Length);
        if (open.Count == 0)
            return false;
        pieceText.SetLiteral(start, characters.Length);
        return Emit();
    }

    private void ReadInstruction(ReadOnlySpan<char> text)
    {
        if (!Until(text, "?>", "<?".Length).StartsWith("xml ", StringComparison.OrdinalIgnoreCase))
            return;
        if (pieceStart != documentStart)
            Wrong("an XML declaration that is not at the start");
    }

    private bool ReadStartTag(ReadOnlySpan<char> text)
    {
        var nameEnd = TagText.NameEnd(text, position + 1);
        var name = names.Of(text[(position + 1)..nameEnd]);
        if (open.CountUnclosedBefore(name) is > 0 and var unclosed)
        {
            Wrong($"<{name.Local}> inside <{open.Innermost.Local}>, which was not closed");
            return Close(unclosed);
        }

        position = Attributes.Read(nameEnd);
        if ((open.Count == 0 && pieceStart < root) || open.Count >= options.MaxDepth)
        {
            namespaces.Forget(Attributes.Declarations);
            if (open.Count > 0)
                Wrong($"nested deeper than {options.MaxDepth} elements");
            return false;
        }

        hadRoot = true;
        open.Push(name, Attributes.Declarations);
        (Kind, Name, Namespace) = (MarkupKind.Start, name, NamespaceOf(name));
        endsDue = Attributes.IsEmpty || (IsHtml && HtmlText.IsVoid(name.Lower)) ? 1 : 0;
        if (IsHtml && name.Lower is "script" or "style")
            SkipTo(text, "</" + name.Local);
        return true;
    }

    private Namespace NamespaceOf(MarkupName name)
    {
        var found = namespaces.Of(name.Prefix);
        if (found is null && name.Prefix != "xml")
            Wrong($"undeclared prefix {name.Prefix}");
        return found ?? Namespace.None;
    }

    private bool ReadEndTag(ReadOnlySpan<char> text)
    {
        var nameEnd = TagText.NameEnd(text, position + 2);
        var written = text[(position + 2)..nameEnd];
        var close = text[nameEnd..].IndexOf('>');
        position = close < 0 ? text.Length : nameEnd + close + 1;
        if (close < 0)
            Wrong("tag without its >");
        if (open.Count > 0 && written.SequenceEqual(open.Innermost.Written))
            return Close(1);

        var name = names.Of(written);
        var opened = open.Find(name);
        if (opened >= 0)
        {
            Wrong(opened == open.Count - 1 ? $"</{name.Local}> ends <{open.Innermost.Local}>" : $"</{name.Local}> while <{open.Innermost.Local}> is open");
            return Close(open.Count - opened);
        }

        Wrong($"</{name.Local}> without its start");

        // A misspelt end tag ends the element whose text it stands behind; a stray tag of unescaped HTML ends nothing.
        return open.Count > 2 && open.IsLeaf && !HtmlText.IsElement(name.Lower) && Close(1);
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
        (Name, var declarations) = open.Pop();
        namespaces.Forget(declarations);
        return true;
    }

    private ReadOnlySpan<char> Until(ReadOnlySpan<char> text, string mark, int from)
    {
        var begin = Math.Min(position + from, text.Length);
        var length = text[begin..].IndexOf(mark, StringComparison.Ordinal);
        position = length < 0 ? text.Length : begin + length + mark.Length;
        return length < 0 ? text[begin..] : text.Slice(begin, length);
    }

    private void SkipTo(ReadOnlySpan<char> text, string mark)
    {
        var length = text[position..].IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        position = length < 0 ? text.Length : position + length;
    }

    private void Wrong(string what) => Wrong(what, pieceStart);
}
