using System.Text;
using FeedPipeline.Documents;
using FeedPipeline.Reading.Charsets;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Markup;

/// <summary>
/// Walks a document element by element and hands out values: texts, HTML, addresses, dates. Readers of formats are tables over
/// <see cref="Vocabulary"/> and <see cref="Name"/>; a child they do not read is passed over.
/// </summary>
internal sealed class MarkupCursor(IMarkup markup, ReadingContext context, ProblemList problems)
{
    private readonly Dictionary<string, string> lowerNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Vocabulary> vocabularies = new(StringComparer.Ordinal);
    private readonly Stack<(int Depth, Uri? Base, string? Language)> scopes = new();
    private readonly StringBuilder builder = new();
    private Vocabulary home;
    private string homeAddress = "";

    /// <summary>Nesting of the current element; the root has 1.</summary>
    public int Depth { get; private set; }

    /// <summary>Local name in lower case, because publishers write <c>pubdate</c> and <c>PubDate</c> alike.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Local name as written.</summary>
    public string WrittenName => markup.Name;

    public Vocabulary Vocabulary { get; private set; }

    /// <summary>Where relative links of the current element start.</summary>
    public Uri? Base { get; private set; } = context.Base;

    /// <summary>What <c>xml:lang</c> or the transport say; null when neither does.</summary>
    public string? Language { get; private set; } = context.Language;

    public string NamespaceUri => markup.NamespaceUri;

    public int MaxDepth => context.Options.MaxDepth;

    /// <summary>Elements in no namespace, and in that of the current one (the root), count as this vocabulary from now on.</summary>
    public void SetHome(Vocabulary vocabulary)
    {
        home = vocabulary;
        homeAddress = markup.NamespaceUri;
        vocabularies.Clear();
        Vocabulary = vocabulary;
    }

    /// <summary>Moves to the next child of the element at <paramref name="parentDepth"/>; false when that element has ended.</summary>
    public bool NextChild(int parentDepth)
    {
        while (Depth >= parentDepth && Step())
        {
            if (markup.Kind == MarkupKind.Start && Depth == parentDepth + 1)
            {
                Name = LowerName();
                Vocabulary = VocabularyOf(markup.NamespaceUri, markup.Prefix);
                return true;
            }
        }

        return false;
    }

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
        foreach (var attribute in markup.Attributes)
        {
            if (attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return Trimmed(attribute.Value);
        }

        return null;
    }

    /// <summary>An attribute as an absolute address.</summary>
    public string? UrlAttribute(string name) => Links.Absolute(Attribute(name), Base);

    /// <summary>All characters of the current element without tags, trimmed; null when there are none.</summary>
    public string? Text() => ReadContent(ContentForm.TextOnly);

    /// <summary>The content of an element whose text is HTML already (RSS); tags that should have been escaped are kept.</summary>
    public string? Html()
    {
        var address = Base;
        return Links.MakeAbsolute(ReadContent(ContentForm.HtmlText), address);
    }

    /// <summary>The content of an element that holds markup (Atom type <c>xhtml</c>), as HTML without the <c>div</c> around it.</summary>
    public string? Xhtml()
    {
        var address = Base;
        return Links.MakeAbsolute(ReadContent(ContentForm.Markup), address);
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
        var (name, line, column) = (markup.Name, markup.Line, markup.Column);
        return Dated(Text(), name, line, column);
    }

    /// <summary>An attribute as a date; nonsense is a problem and null.</summary>
    public StatedDate? DateAttribute(string name) => Dated(Attribute(name), name, markup.Line, markup.Column);

    /// <summary>Notes what is wrong at the current place.</summary>
    public void Problem(string what) => problems.Add(what, markup.Line, markup.Column);

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

    private StatedDate? Dated(string? text, string name, int line, int column)
    {
        if (text is null)
            return null;
        var date = DateText.Parse(text);
        if (date is null)
            problems.Add($"not a date in {name}: {Characters.Cut(text, 40)}", line, column);
        return date;
    }

    private void Enter()
    {
        Depth++;
        foreach (var attribute in markup.Attributes)
        {
            if (attribute.Prefix != "xml")
                continue;
            if (attribute.Name is "base" or "lang")
                scopes.Push((Depth, Base, Language));
            if (attribute.Name == "base")
                Base = Links.Resolve(attribute.Value, Base) ?? Base;
            else if (attribute.Name == "lang")
                Language = Trimmed(attribute.Value);
        }
    }

    private void Leave()
    {
        while (scopes.TryPeek(out var outer) && outer.Depth == Depth)
            (_, Base, Language) = scopes.Pop();
        Depth--;
    }

    private string LowerName()
    {
        var name = markup.Name;
        if (lowerNames.TryGetValue(name, out var lower))
            return lower;
        return lowerNames[name] = name.ToLowerInvariant();
    }

    private Vocabulary VocabularyOf(string address, string prefix)
    {
        if (address.Length == 0 && prefix.Length > 0)
            return Vocabularies.OfPrefix(prefix);
        if (address == homeAddress || address.Length == 0)
            return home;
        if (!vocabularies.TryGetValue(address, out var vocabulary))
            vocabularies[address] = vocabulary = Vocabularies.OfAddress(address);
        return vocabulary == Vocabulary.Unknown && prefix.Length == 0 ? home : vocabulary;
    }

    private string? ReadContent(ContentForm form)
    {
        var depth = Depth;
        string? only = null;
        builder.Clear();
        while (Depth >= depth && Step())
        {
            if (builder.Length > context.Options.MaxTextLength)
                continue;
            if (markup.Kind == MarkupKind.Text && form != ContentForm.Markup && only is null && builder.Length == 0)
                only = markup.Text;
            else if (markup.Kind == MarkupKind.Text)
                AppendText(form, ref only);
            else if (form != ContentForm.TextOnly && Depth >= depth)
                AppendTag(form, depth, ref only);
        }

        return Value(only ?? builder.ToString());
    }

    private void AppendText(ContentForm form, ref string? only)
    {
        if (form == ContentForm.Markup)
            HtmlText.AppendEscaped(builder, markup.Text);
        else
            Flush(ref only).Append(markup.Text);
    }

    private void AppendTag(ContentForm form, int contentDepth, ref string? only)
    {
        var tagDepth = markup.Kind == MarkupKind.Start ? Depth : Depth + 1;
        var isWrapper = form == ContentForm.Markup && tagDepth == contentDepth + 1 && markup.Name.Equals("div", StringComparison.OrdinalIgnoreCase);
        if (isWrapper || tagDepth > context.Options.MaxDepth)
            return;
        if (markup.Kind == MarkupKind.Start)
            HtmlText.AppendStart(Flush(ref only), markup);
        else
            HtmlText.AppendEnd(Flush(ref only), markup.Name);
    }

    private StringBuilder Flush(ref string? only)
    {
        builder.Append(only);
        only = null;
        return builder;
    }

    private string? Value(string text)
    {
        if (text.Length > context.Options.MaxTextLength)
        {
            Problem($"<{Name}> is longer than {context.Options.MaxTextLength} characters; the rest was left out");
            text = Characters.Cut(text, context.Options.MaxTextLength);
        }

        return Trimmed(Characters.FromWindows(EncodedOnce(text)));
    }

    private string EncodedOnce(string text)
    {
        var once = Characters.EncodedOnce(text);
        if (!ReferenceEquals(once, text))
            problems.Add("text that was encoded as UTF-8 twice", markup.Line, markup.Column);
        return once;
    }

    private static string? Trimmed(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? null : trimmed;
    }
}
