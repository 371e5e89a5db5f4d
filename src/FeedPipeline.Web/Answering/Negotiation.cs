using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FeedPipeline.Web.Answering;

/// <summary>Which representation a client wants (RFC 9110 section 12.5.1).</summary>
internal static class Negotiation
{
    /// <summary>The best of what is offered, the first where all are welcome; null when none is acceptable.</summary>
    public static string? Choose(HttpRequest request, params ReadOnlySpan<string> offered)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
            return request.Headers.Accept.Count == 0 ? offered[0] : null;

        string? best = null;
        var bestQuality = 0.0;
        foreach (var offer in offered)
        {
            var quality = Quality(accepted, MediaTypeHeaderValue.Parse(offer));
            if (quality > bestQuality)
                (best, bestQuality) = (offer, quality);
        }

        return best;
    }

    /// <summary>What the most specific range that covers it says.</summary>
    private static double Quality(IList<MediaTypeHeaderValue> accepted, MediaTypeHeaderValue offer) => accepted
        .Where(range => offer.IsSubsetOf(Bare(range)))
        .OrderBy(range => (range.MatchesAllTypes, range.MatchesAllSubTypes) switch { (true, _) => 2, (_, true) => 1, _ => 0 })
        .Select(range => range.Quality ?? 1)
        .FirstOrDefault();

    /// <summary>Parameters such as a charset say nothing about what we offer.</summary>
    private static MediaTypeHeaderValue Bare(MediaTypeHeaderValue range) => new(range.MediaType);
}
