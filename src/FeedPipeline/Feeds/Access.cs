namespace FeedPipeline.Feeds;

/// <summary>What a feed's host wants to see before it answers: credentials and other headers. Never printed.</summary>
/// <param name="Origin">Scheme, host and port that it was given for; no other is shown it.</param>
/// <param name="Headers">Names and values, in order.</param>
public sealed record Access(string Origin, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>The headers for a request to this URL: all of them at the origin itself, none anywhere else.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HeadersFor(Uri url) => OriginOf(url) == Origin ? Headers : [];

    /// <summary>Scheme, host and port of a URL, as <see cref="Origin"/> holds them.</summary>
    public static string OriginOf(Uri url) => url.GetLeftPart(UriPartial.Authority).ToLowerInvariant();

    /// <summary>Names only: values are secret.</summary>
    public override string ToString() => $"{Origin}: {string.Join(", ", Headers.Select(header => header.Key))}";
}
