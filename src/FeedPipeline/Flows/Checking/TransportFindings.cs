using System.Globalization;
using FeedPipeline.Fetching;
using FeedPipeline.Polls;

namespace FeedPipeline.Flows.Checking;

/// <summary>What there is to say of the way to a document.</summary>
internal static class TransportFindings
{
    private const int SmallBytes = 20_000;

    private static readonly TimeSpan SoonOver = TimeSpan.FromDays(14);

    /// <summary>Names, certificates, redirects, and the answer.</summary>
    /// <param name="made">Connections that it took; none where they were open already.</param>
    /// <param name="url">The address.</param>
    /// <param name="fetch">What came of asking there.</param>
    /// <param name="now">Certificates are held against it.</param>
    public static IEnumerable<Finding> Of(IReadOnlyList<Connection> made, string url, FetchResult fetch, DateTimeOffset now)
    {
        var failed = fetch as FetchResult.Failed;
        foreach (var connection in made.Where(connection => connection.Addresses.Count > 0).DistinctBy(connection => connection.Host))
            yield return new Finding("dns", Grade.Good, Resolved(connection));
        if (failed?.Outcome == PollOutcome.DnsError)
            yield return new Finding("dns", Grade.Bad, failed.Problem);
        if (failed?.Outcome == PollOutcome.AddressRefused)
            yield return new Finding("address", Grade.Bad, failed.Problem);

        foreach (var connection in made.Where(connection => connection.Tls is not null))
            yield return Certificate(connection, now);
        if (failed?.Outcome == PollOutcome.TlsError)
            yield return new Finding("tls", Grade.Bad, failed.Problem);
        else if (failed is null && (fetch.Hops.Count == 0 ? url : fetch.Hops[^1].Url).StartsWith("http:", StringComparison.OrdinalIgnoreCase))
            yield return new Finding("tls", Grade.Note, "none: whoever is on the way can read and change it; try https");

        if (failed is null || fetch.Hops.Count > 0)
            yield return Redirects(fetch, failed);
        if (failed is not null && failed.Outcome is not (PollOutcome.DnsError or PollOutcome.AddressRefused or PollOutcome.TlsError or PollOutcome.RedirectLimit))
            yield return new Finding("answer", Grade.Bad, failed.Problem);
        if (fetch is FetchResult.Fetched fetched)
            yield return Answer(fetched);
    }

    /// <summary>Bytes for people.</summary>
    public static string Size(long bytes) => bytes < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000} kB");

    private static string Resolved(Connection connection) => connection.Addresses is [var only] && only.ToString() == connection.Host.Trim('[', ']')
        ? $"{connection.Host} is an address itself"
        : $"{connection.Host} is {string.Join(", ", connection.Addresses)}";

    private static Finding Certificate(Connection connection, DateTimeOffset now)
    {
        var says = string.Create(CultureInfo.InvariantCulture, $"{connection.Tls}, HTTP {connection.Http}; the certificate of {connection.Host} by {connection.Issuer} is good until {connection.CertificateUntil:yyyy-MM-dd}");
        return connection.CertificateUntil < now + SoonOver
            ? new Finding("tls", Grade.Note, says + ": tell the publisher if it is not renewed")
            : new Finding("tls", Grade.Good, says);
    }

    private static Finding Redirects(FetchResult fetch, FetchResult.Failed? failed)
    {
        var hops = string.Join(" -> ", fetch.Hops.Select(hop => hop.ToString()));
        if (failed?.Outcome == PollOutcome.RedirectLimit)
            return new Finding("redirects", Grade.Bad, failed.Problem);
        if (fetch.Hops.Count == 0)
            return new Finding("redirects", Grade.Good, "none");
        return fetch.Hops.All(hop => hop.IsPermanent)
            ? new Finding("redirects", Grade.Note, $"moved for good, add the last address: {hops}")
            : new Finding("redirects", Grade.Note, $"followed at each poll: {hops}");
    }

    private static Finding Answer(FetchResult.Fetched fetched)
    {
        var type = fetched.Document.MediaType;
        var packed = fetched.BytesWire < fetched.BytesBody;
        var says = string.Create(CultureInfo.InvariantCulture, $"{fetched.HttpStatus}, {type ?? "no type"}{(fetched.Document.Charset is { } charset ? $" in {charset}" : "")}, ")
            + (packed ? $"{Size(fetched.BytesWire)} for {Size(fetched.BytesBody)}" : Size(fetched.BytesBody));
        return (packed, fetched.BytesBody) switch
        {
            (false, > SmallBytes) => new Finding("answer", Grade.Note, says + ", not compressed"),
            _ when type is not null && !type.Contains("xml", StringComparison.Ordinal) && !type.Contains("json", StringComparison.Ordinal) =>
                new Finding("answer", Grade.Note, $"{says}: not the type of a feed, it is read all the same"),
            _ => new Finding("answer", Grade.Good, says),
        };
    }
}
