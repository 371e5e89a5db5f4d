using FeedPipeline.Documents;
using FeedPipeline.Reading.Charsets;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Markup;

/// <summary>
/// Walks a document element by element and hands out values: texts, HTML, addresses, dates. Readers of formats are tables over
/// <see cref="Vocabulary"/> and <see cref="Name"/>; a child they do not read is passed over.
/// </summary>
internal sealed class MarkupCursor(MarkupReader markup, ReadingContext context) : IDisposable
{
    private readonly Stack<(int Depth, Uri? Base, string? Language)> scopes = new();
    private readonly TextBuffer content = new();
    private Vocabulary home;
    private string homeAddress = "";

    /// <summary>Nesting of the current element; the root has 1.</summary>
    public int Depth { get; private set; }

    /// <summary>Local name in lower case, because publishers write <c>pubdate</c> and <c>PubDate</c> alike.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Local name as written.</summary>
    public string WrittenName => markup.Name.Local;

    public Vocabulary Vocabulary { get; private set; }

    /// <summary>Where relative links of the current element start.</summary>
    public Uri? Base { get; private set; } = context.Base;

    /// <summary>What <c>xml:lang</c> or the transport say; null when neither does.</summary>
    public string? Language { get; private set; } = context.Language;

    public string NamespaceUri => markup.Namespace.Address;

    public int MaxDepth => context.Options.MaxDepth;

    /// <summary>Elements in no namespace, and in that of the current one (the root), count as this vocabulary from now on.</summary>
    public void SetHome(Vocabulary vocabulary)
    {
        home = vocabulary;
        homeAddress = markup.Namespace.Address;
        Vocabulary = vocabulary;
    }

    /// <summary>Moves to the next child of the element at <paramref name="parentDepth"/>; false when that element has ended.</summary>
    public bool NextChild(int parentDepth)
    {
        while (Depth >= parentDepth && Step())
        {
            if (markup.Kind == MarkupKind.Start && Depth == parentDepth + 1)
            {
                Name = markup.Name.Lower;
                Vocabulary = VocabularyOf(markup.Namespace, markup.Name.Prefix);
                return true;
            }
        }

        return false;
    }

    /// <summary>The element in which the document has ended too early, in lower case; null as long as it has not.</summary>
    public string? EndedIn => markup.EndedIn;

    /// <summary>Reads what follows the root; false when the document ended before its root did.</summary>
    public bool ReadToEnd()
    {
        while (Step())
        {
        }

        return markup.IsComplete;
    }

    /// <summary>An attribute of the current element, whatever its prefix; null when missing or empty.</summary>
    public string? Attribute(string name)
    {
        var value = AttributeSpan(name);
        return value.IsEmpty ? null : value.ToString();
    }

    /// <summary>An attribute of the current element, empty when missing, valid until the next element is read.</summary>
    public ReadOnlySpan<char> AttributeSpan(string name)
    {
        var index = markup.Attributes.Find(name);
        return index < 0 ? default : markup.Attributes.Value(index).Trim();
    }

    /// <summary>True when the current element has that attribute with that value, whatever its case.</summary>
    public bool Says(string attribute, string value) => AttributeSpan(attribute).Equals(value, StringComparison.OrdinalIgnoreCase);

    /// <summary>An attribute as an absolute address.</summary>
    public string? UrlAttribute(string name) => Links.Absolute(Attribute(name), Base);

    /// <summary>All characters of the current element without tags, trimmed; null when there are none.</summary>
    public string? Text() => Value(ReadContent(ContentForm.TextOnly));

    /// <summary>The same, empty when there are none, valid until the next element is read.</summary>
    public ReadOnlySpan<char> TextSpan() => ReadContent(ContentForm.TextOnly).Trim();

    /// <summary>The content of an element whose text is HTML already (RSS); tags that should have been escaped are kept.</summary>
    public string? Html()
    {
        var address = Base;
        return Links.MakeAbsolute(Value(ReadContent(ContentForm.HtmlText)), address);
    }

    /// <summary>The content of an element that holds markup (Atom type <c>xhtml</c>), as HTML without the <c>div</c> around it.</summary>
    public string? Xhtml()
    {
        var address = Base;
        return Links.MakeAbsolute(Value(ReadContent(ContentForm.Markup)), address);
    }

    /// <summary>The current element's text as an absolute address.</summary>
    public string? Url()
    {
        var address = Base;
        return Links.Absolute(Text(), address);
    }

    /// <summary>The current element's text as a date; nonsense is a problem and null.</summary>
    public StatedDate? Date()
    {
        var (name, at) = (markup.Name.Local, markup.Offset);
        return Dated(TextSpan(), name, at);
    }

    /// <summary>An attribute as a date; nonsense is a problem and null.</summary>
    public StatedDate? DateAttribute(string name) => Dated(AttributeSpan(name), name, markup.Offset);

    /// <summary>Notes what is wrong at the current place.</summary>
    public void Problem(string what) => markup.Wrong(what, markup.Offset);

    public void Dispose() => content.Dispose();

    private enum ContentForm
    {
        TextOnly,
        HtmlText,
        Markup,
    }

    private bool Step()
    {
        if (!markup.Read())
            return false;

        if (markup.Kind == MarkupKind.Start)
            Enter();
        else if (markup.Kind == MarkupKind.End)
            Leave();
        return true;
    }

    private StatedDate? Dated(ReadOnlySpan<char> text, string name, int at)
    {
        if (text.IsEmpty)
            return null;
        var date = DateText.Parse(text, out var isCarried);
        if (date is null || isCarried)
            markup.Wrong($"{(isCarried ? "a date that does not exist" : "not a date")} in {name}: {text[..Math.Min(text.Length, 40)]}", at);
        return date;
    }

    private void Enter()
    {
        Depth++;
        if (!markup.Attributes.HasXmlPrefix)
            return;
        scopes.Push((Depth, Base, Language));
        for (var i = 0; i < markup.Attributes.Count; i++)
        {
            var name = markup.Attributes.Name(i);
            if (name.SequenceEqual("xml:base"))
                Base = Links.Resolve(markup.Attributes.Value(i).ToString(), Base) ?? Base;
            else if (name.SequenceEqual("xml:lang"))
                Language = markup.Attributes.Value(i).Trim() is { IsEmpty: false } language ? language.ToString() : null;
        }
    }

    private void Leave()
    {
        while (scopes.TryPeek(out var outer) && outer.Depth == Depth)
            (_, Base, Language) = scopes.Pop();
        Depth--;
    }

    private Vocabulary VocabularyOf(Namespace stated, string prefix)
    {
        if (stated.Address.Length == 0 && prefix.Length > 0)
            return Vocabularies.OfPrefix(prefix);
        if (stated.Address.Length == 0 || stated.Address == homeAddress)
            return home;
        return stated.Vocabulary == Vocabulary.Unknown && prefix.Length == 0 ? home : stated.Vocabulary;
    }

    /// <summary>The content of the current element, valid until the next one is read.</summary>
    private ReadOnlySpan<char> ReadContent(ContentForm form)
    {
        var (depth, name, start) = (Depth, markup.Name.Local, markup.Offset);
        var isCut = false;
        content.Clear();
        while (Depth >= depth && Step())
        {
            if (content.Length > context.Options.MaxTextLength)
                isCut = true;
            else if (markup.Kind == MarkupKind.Text && form == ContentForm.Markup)
                HtmlText.AppendEscaped(content, markup.Text);
            else if (markup.Kind == MarkupKind.Text)
                content.Append(markup.Text);
            else if (form != ContentForm.TextOnly && Depth >= depth)
                AppendTag(form, depth);
        }

        if (!isCut && content.Length <= context.Options.MaxTextLength)
            return content.Span;
        markup.Wrong($"<{name}> is longer than {context.Options.MaxTextLength} characters; the rest was left out", start);
        return Characters.Cut(content.Span, context.Options.MaxTextLength);
    }

    private void AppendTag(ContentForm form, int contentDepth)
    {
        var tagDepth = markup.Kind == MarkupKind.Start ? Depth : Depth + 1;
        if (form == ContentForm.Markup && tagDepth == contentDepth + 1 && markup.Name.Lower == "div")
            return;
        if (markup.Kind == MarkupKind.Start)
            HtmlText.AppendStart(content, markup.Name.Local, markup.Attributes);
        else
            HtmlText.AppendEnd(content, markup.Name.Local);
    }

    private string? Value(ReadOnlySpan<char> text)
    {
        // Next line (U+0085) is white space to .NET, and an ellipsis to everybody who writes it.
        text = text.Trim(" \t\r\n\u00A0");
        var value = text.ToString();
        var once = Characters.EncodedOnce(value);
        if (!ReferenceEquals(once, value))
            markup.Wrong("text that was encoded as UTF-8 twice", markup.Offset);
        value = Characters.FromWindows(once).Trim();
        return value.Length == 0 ? null : value;
    }
}
