namespace FeedPipeline.Reading.Markup;

/// <summary>The name of an element: <c>media:Content</c> has the prefix <c>media</c> and the local name <c>Content</c>.</summary>
internal sealed class MarkupName
{
    private const int Buckets = 256;

    public MarkupName(ReadOnlySpan<char> written)
    {
        Written = written.ToString();
        var colon = Written.IndexOf(':', StringComparison.Ordinal);
        var isQualified = colon > 0 && colon < Written.Length - 1;
        Prefix = isQualified ? Written[..colon] : "";
        Local = isQualified ? Written[(colon + 1)..] : Written.Trim(':');
        Lower = Local.ToLowerInvariant();
        Bucket = (int)((uint)string.GetHashCode(Written, StringComparison.OrdinalIgnoreCase) % Buckets);
    }

    public static MarkupName None { get; } = new("");

    public string Written { get; }

    /// <summary>Empty without one.</summary>
    public string Prefix { get; }

    public string Local { get; }

    /// <summary>Local name in lower case, because publishers write <c>pubdate</c> and <c>PubDate</c> alike.</summary>
    public string Lower { get; }

    /// <summary>Same for names that differ in case only.</summary>
    public int Bucket { get; }

    public bool IsSame(MarkupName other) => ReferenceEquals(this, other) || Written.Equals(other.Written, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Remembers names that were read lately, so that a document's few names are made once.</summary>
internal sealed class MarkupNames
{
    private const int MaxLength = 256;
    private const int Slots = 128;
    private readonly MarkupName?[] recent = new MarkupName?[Slots];

    /// <summary>The name that stands in a tag; beyond 256 characters it is cut.</summary>
    public MarkupName Of(ReadOnlySpan<char> written)
    {
        if (written.Length > MaxLength)
            written = written[..MaxLength];
        if (written.IsEmpty)
            return MarkupName.None;
        ref var slot = ref recent[((written.Length * 31) + (written[0] * 7) + (written[^1] * 3) + written[written.Length / 2]) % Slots];
        if (slot is null || !written.SequenceEqual(slot.Written))
            slot = new MarkupName(written);
        return slot;
    }
}
