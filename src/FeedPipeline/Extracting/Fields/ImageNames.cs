using System.Text.RegularExpressions;

namespace FeedPipeline.Extracting.Fields;

/// <summary>Tells whether two addresses show the same picture in other crops and sizes.</summary>
internal static partial class ImageNames
{
    private const int MinNameChars = 6;

    /// <summary>What stays the same when a publisher cuts a picture anew: its file name, or the number in its path.</summary>
    public static IReadOnlyList<string> Of(string address)
    {
        var path = Uri.TryCreate(address, UriKind.Absolute, out var parsed) ? Uri.UnescapeDataString(parsed.AbsolutePath) : address;
        // Some sites cut pictures with a program that takes the picture's own address.
        if (parsed?.Query is { Length: > 8 } query && Nested().Match(Uri.UnescapeDataString(query)) is { Success: true } nested)
            path = nested.Value;
        List<string> names = [];
        var file = path[(path.LastIndexOf('/') + 1)..];
        var stem = Size().Replace(file.Contains('.', StringComparison.Ordinal) ? file[..file.LastIndexOf('.')] : file, "").ToLowerInvariant();
        if (stem.Length >= MinNameChars)
            names.Add(stem);
        foreach (Match id in Id().Matches(path))
            names.Add(id.Value.ToLowerInvariant());
        return names;
    }

    /// <summary>Whether the two share a name.</summary>
    public static bool AreSame(string left, string right) => left == right || Of(left).Intersect(Of(right), StringComparer.Ordinal).Any();

    [GeneratedRegex(@"(?:[-_](?:[0-9]{2,4}x[0-9]{2,4}|[0-9]{3,4}w?|scaled|large|medium|small|thumb(?:nail)?|original|crop(?:ped)?|16x9|4x3|1x1|og|social|v[0-9]+))+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Size();

    [GeneratedRegex(@"/[^?&]+\.(?:jpe?g|png|webp)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Nested();

    [GeneratedRegex(@"[0-9]{6,}|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{20,40}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Id();
}
