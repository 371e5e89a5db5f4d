using System.Buffers.Binary;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>Rows 31 and 32: certificates, handshakes and HTTP/2.</summary>
internal static class TlsTricks
{
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte GoAway = 7;
    private const byte Continuation = 9;

    private static readonly X509Certificate2 Current = Certificate(TimeProvider.System.GetUtcNow().AddDays(1));
    private static readonly X509Certificate2 Expired = Certificate(TimeProvider.System.GetUtcNow().AddDays(-1));

    public static IEnumerable<Trick> All =>
    [
        Tls(31, "tls-selfsigned", "tls_error", (asked, stop) => HandshakeAsync(asked, Current, SslApplicationProtocol.Http11, stop)),
        Tls(31, "tls-expired", "tls_error", (asked, stop) => HandshakeAsync(asked, Expired, SslApplicationProtocol.Http11, stop)),
        Tls(31, "tls-plain", "tls_error", (asked, stop) => asked.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n", stop)),
        Tls(31, "tls-reset-in-hello", "tls_error", async (asked, stop) =>
        {
            await asked.Stream.ReadExactlyAsync(new byte[16], stop);
            asked.Socket.LingerState = new(enable: true, seconds: 0);
            asked.Socket.Close();
        }) with { Outcomes = ["tls_error", "connection_reset"] },
        Http2("h2-goaway", (stream, stop) => FrameAsync(stream, GoAway, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2], stop)),
        Http2("h2-reset", (stream, stop) => FrameAsync(stream, Reset, 0, 1, [0, 0, 0, 2], stop)),
        Http2("h2-settings", (stream, stop) => FrameAsync(stream, Settings, 0, 0, [0, 5, 0, 0, 0, 1], stop)),
        Http2("h2-continuation", async (stream, stop) =>
        {
            await FrameAsync(stream, Headers, 0, 1, [0x88], stop);
            for (var i = 0; i < 10_000; i++)
                await FrameAsync(stream, Continuation, 0, 1, [0x40, 1, (byte)'x', 1, (byte)'y'], stop);
        }) with { Outcomes = ["http_2_error", "headers_too_large"] },
    ];

    private static Trick Tls(int row, string name, string outcome, Func<Conversation, CancellationToken, Task> answer) => new(row, name, [outcome], answer) { Scheme = "https" };

    private static Trick Http2(string name, Func<Stream, CancellationToken, Task> answer) => new(32, name, ["http_2_error"], async (asked, stop) =>
    {
        await using var stream = await HandshakeAsync(asked, Current, SslApplicationProtocol.Http2, stop);
        await stream.ReadExactlyAsync(new byte[64], stop);
        await FrameAsync(stream, Settings, 0, 0, [], stop);
        await answer(stream, stop);
        await stream.CopyToAsync(Stream.Null, stop);
    })
    {
        Scheme = "https",
        IsExcepted = true,
    };

    private static async Task<SslStream> HandshakeAsync(Conversation asked, X509Certificate2 certificate, SslApplicationProtocol protocol, CancellationToken stop)
    {
        var tls = new SslStream(asked.Stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate, ApplicationProtocols = [protocol] }, stop);
        return tls;
    }

    private static async Task FrameAsync(Stream stream, byte type, byte flags, int streamId, byte[] payload, CancellationToken stop)
    {
        var frame = new byte[9 + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)payload.Length);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame, 9);
        await stream.WriteAsync(frame, stop);
    }

    private static X509Certificate2 Certificate(DateTimeOffset end)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var bare = request.CreateSelfSigned(end.AddDays(-2), end);
        return X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), password: null);
    }
}
