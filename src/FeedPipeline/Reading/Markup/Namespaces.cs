namespace FeedPipeline.Reading.Markup;

/// <summary>A namespace with what it means here.</summary>
internal sealed record Namespace(string Address, Vocabulary Vocabulary)
{
    public static Namespace None { get; } = new("", Vocabulary.Unknown);
}

/// <summary>The namespaces in force, by prefix (Namespaces in XML 1.0, section 6).</summary>
internal sealed class Namespaces
{
    private const int MaxAddressLength = 1_024;
    private readonly Dictionary<string, Namespace> current = new(StringComparer.Ordinal);
    private readonly Stack<(string Prefix, Namespace? Outer)> hidden = new();
    private readonly Dictionary<string, Namespace> known = new(StringComparer.Ordinal);

    /// <summary>That of names without a prefix.</summary>
    public Namespace Default { get; private set; } = Namespace.None;

    /// <summary>That of a prefix; null when it was never declared.</summary>
    public Namespace? Of(string prefix) => prefix.Length == 0 ? Default : current.GetValueOrDefault(prefix);

    /// <summary>A declaration, in force until <see cref="Forget"/>.</summary>
    public void Declare(string prefix, string address)
    {
        hidden.Push((prefix, Of(prefix)));
        Set(prefix, Find(address));
    }

    /// <summary>Takes back the last declarations.</summary>
    public void Forget(int declarations)
    {
        for (; declarations > 0; declarations--)
        {
            var (prefix, outer) = hidden.Pop();
            Set(prefix, outer);
        }
    }

    private void Set(string prefix, Namespace? value)
    {
        if (prefix.Length == 0)
            Default = value ?? Namespace.None;
        else if (value is null)
            current.Remove(prefix);
        else
            current[prefix] = value;
    }

    private Namespace Find(string address)
    {
        if (known.TryGetValue(address, out var same))
            return same;
        if (address.Length > MaxAddressLength)
            address = address[..MaxAddressLength];
        return known[address] = new(address, Vocabularies.OfAddress(address));
    }
}
