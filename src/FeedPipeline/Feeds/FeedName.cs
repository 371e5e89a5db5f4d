using System.Globalization;
using System.Text;

namespace FeedPipeline.Feeds;

/// <summary>Names of feeds: unique, one line, and never a number, so that a name and an id cannot be confused.</summary>
public static class FeedName
{
    private const int MaxLength = 80;

    /// <summary>Why this cannot be a name, in words for an operator; null when it can.</summary>
    public static string? Refuse(string name) => name switch
    {
        _ when string.IsNullOrWhiteSpace(name) => "a name is not empty",
        { Length: > MaxLength } => FormattableString.Invariant($"a name has at most {MaxLength} characters"),
        _ when long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) => "a name is not a number: numbers are ids",
        _ when name.Any(char.IsControl) => "a name has no control characters",
        _ when Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)) != name => "a name has no broken characters: half of a surrogate pair cannot be stored",
        _ => null,
    };

    /// <summary>A name from the feed's title, or from its host when it has none that will do.</summary>
    public static string From(string? title, string url)
    {
        var name = Cut(string.Join(' ', (title ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        if (Refuse(name) is null)
            return name;
        return Uri.TryCreate(url, UriKind.Absolute, out var address) ? Cut(address.Host) : "feed";
    }

    /// <summary>The name, or the name with the first number from 2 that is free.</summary>
    public static string Free(string name, IReadOnlyCollection<string> taken)
    {
        var free = name;
        for (var number = 2; taken.Contains(free, StringComparer.Ordinal); number++)
            free = FormattableString.Invariant($"{name} {number}");
        return free;
    }

    private static string Cut(string text)
    {
        if (text.Length <= MaxLength)
            return text;
        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text[..end].TrimEnd();
    }
}
