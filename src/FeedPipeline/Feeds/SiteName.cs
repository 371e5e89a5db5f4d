using System.Text.RegularExpressions;

namespace FeedPipeline.Feeds;

/// <summary>The registrable domain of a host, as far as it can be told without a list of them.</summary>
public static partial class SiteName
{
    /// <summary><c>news.example.co.uk</c> is <c>example.co.uk</c>; an address of numbers stays as it is.</summary>
    public static string Of(string host) => Numbers().IsMatch(host) ? host : Domain().Match(host) is { Success: true } domain ? domain.Value : host;

    [GeneratedRegex(@"^[0-9.]+$|[\[:]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[^.]+\.(?:(?:co|com|net|org|gov|gob|gouv|edu|ac|or|ne|go|mil|nom)\.[a-z]{2}|[^.]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Domain();
}
