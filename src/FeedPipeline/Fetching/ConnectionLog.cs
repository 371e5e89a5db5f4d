using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace FeedPipeline.Fetching;

/// <summary>A connection as it was made, or was to be made.</summary>
/// <param name="Host">Name or address that was asked for.</param>
/// <param name="Port">Its port.</param>
/// <param name="Addresses">All that the name server said; empty when it said nothing.</param>
public sealed record Connection(string Host, int Port, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>Version of TLS, as <c>TLS 1.3</c>; null while there is none.</summary>
    public string? Tls { get; init; }

    /// <summary>Version of HTTP, as <c>2.0</c>; null without TLS, where it is not agreed on.</summary>
    public string? Http { get; init; }

    /// <summary>Who signed the certificate; null without TLS.</summary>
    public string? Issuer { get; init; }

    /// <summary>Until when the certificate is good; null without TLS.</summary>
    public DateTimeOffset? CertificateUntil { get; init; }
}

/// <summary>Writes down which connections were made for a request, where somebody wants to know. A connection that was open already is none.</summary>
public sealed class ConnectionLog
{
    private readonly ConcurrentQueue<Connection> made = new();

    /// <summary>Set on a request whose connections are written down.</summary>
    internal static HttpRequestOptionsKey<ConnectionLog> Key { get; } = new("FeedPipeline.ConnectionLog");

    /// <summary>Those of one host and port once, with all that is known of it, in order.</summary>
    public IReadOnlyList<Connection> Made =>
        [.. made.GroupBy(connection => (connection.Host, connection.Port)).Select(same => same.Aggregate(Joined))];

    /// <summary>Notes what the name server said.</summary>
    internal static void Note(HttpRequestMessage? request, Connection connection)
    {
        if (request is not null && request.Options.TryGetValue(Key, out var log))
            log.made.Enqueue(connection);
    }

    /// <summary>Notes what the handshake agreed on; the stream stays as it is.</summary>
    internal static ValueTask<Stream> NoteAsync(SocketsHttpPlaintextStreamFilterContext context, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (context is { PlaintextStream: SslStream tls, InitialRequestMessage: { RequestUri: { } url } request })
        {
            var certificate = tls.RemoteCertificate as X509Certificate2;
            Note(request, new Connection(url.IdnHost, url.Port, [])
            {
                Tls = tls.SslProtocol.ToString() switch { ['T', 'l', 's'] => "TLS 1.0", ['T', 'l', 's', '1', var minor] => $"TLS 1.{minor}", var other => other },
                Http = context.NegotiatedHttpVersion.ToString(),
                Issuer = certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
                CertificateUntil = certificate is null ? null : new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
            });
        }

        return ValueTask.FromResult(context.PlaintextStream);
    }

    private static Connection Joined(Connection first, Connection next) => first with
    {
        Addresses = first.Addresses.Count > 0 ? first.Addresses : next.Addresses,
        Tls = next.Tls ?? first.Tls,
        Http = next.Http ?? first.Http,
        Issuer = next.Issuer ?? first.Issuer,
        CertificateUntil = next.CertificateUntil ?? first.CertificateUntil,
    };
}
