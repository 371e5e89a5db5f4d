using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FeedPipeline.Fetching;

/// <summary>Builds the one HTTP client of the process; whoever asks a stranger, asks through it.</summary>
public static class FetchingClient
{
    private const int MaxDrainBytes = 64 * 1024;

    /// <summary>Checks every address at connect time; follows no redirect, keeps no cookie, uses no proxy, decodes nothing.</summary>
    public static HttpMessageInvoker Create(FetchingOptions options) => Create(options, Dns.GetHostAddressesAsync);

    internal static HttpMessageInvoker Create(FetchingOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        return new(new CertificateChoice(Handler(options, resolve, verified: true), Handler(options, resolve, verified: false)), disposeHandler: true);
    }

    private static SocketsHttpHandler Handler(FetchingOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve, bool verified)
    {
        var policy = new AddressPolicy([.. options.AllowedNetworks.Select(AllowedNetwork.Parse)]);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = new GuardedConnector(policy, resolve, options.ConnectTimeout).ConnectAsync,
            PlaintextStreamFilter = ConnectionLog.NoteAsync,
            ConnectTimeout = options.ConnectTimeout,
            MaxResponseHeadersLength = options.MaxHeaderKilobytes,
            MaxResponseDrainSize = MaxDrainBytes,
            // A changed answer of the name server must not be outlived by a connection.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            // Strangers get no trace ids of ours.
            ActivityHeadersPropagator = null,
            // Validators go back byte for byte, also those that are not ASCII.
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            // Hundreds of thousands of hosts: none needs many connections, and idle ones must go.
            MaxConnectionsPerServer = options.PerHost,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = verified ? CheckCertificate : AcceptCertificate;
        return handler;
    }

    // For feeds that an operator excepted by name and with a reason: any certificate, but one there must be.
    private static bool AcceptCertificate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => certificate is not null;

    // Fails closed like the default, but says what an operator needs to know.
    private static bool CheckCertificate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.None)
        {
            var host = (sender as SslStream)?.TargetHostName ?? "the server";
            throw new AuthenticationException(CertificateProblem.Describe(host, certificate as X509Certificate2, chain, errors));
        }

        return errors == SslPolicyErrors.None;
    }
}
