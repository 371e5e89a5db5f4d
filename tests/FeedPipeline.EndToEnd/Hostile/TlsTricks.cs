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
        Http2("h2-goaway", (stream, _, stop) => FrameAsync(stream, GoAway, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2], stop)),
        Http2("h2-reset", (stream, id, stop) => FrameAsync(stream, Reset, 0, id, [0, 0, 0, 2], stop)),
        Http2("h2-settings", (stream, _, stop) => FrameAsync(stream, Settings, 0, 0, [0, 5, 0, 0, 0, 1], stop)),
        Http2("h2-continuation", async (stream, id, stop) =>
        {
            await FrameAsync(stream, Headers, 0, id, [0x88], stop);
            for (var i = 0; i < 10_000; i++)
                await FrameAsync(stream, Continuation, 0, id, [0x40, 1, (byte)'x', 1, (byte)'y'], stop);
        }) with { Outcomes = ["http_2_error", "headers_too_large", "connection_reset"] },
    ];

    private static Trick Tls(int row, string name, string outcome, Func<Conversation, CancellationToken, Task> answer) => new(row, name, [outcome], answer) { Scheme = "https" };

    private static Trick Http2(string name, Func<Stream, int, CancellationToken, Task> answer) => new(32, name, ["http_2_error"], async (asked, stop) =>
    {
        await using var stream = await HandshakeAsync(asked, Current, SslApplicationProtocol.Http2, stop);
        await FrameAsync(stream, Settings, 0, 0, [], stop);
        await answer(stream, await ReadRequestAsync(stream, stop), stop);
        // Long enough to be heard, and no longer: the next poll must not find this connection open.
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, stop);
    })
    {
        Scheme = "https",
        IsExcepted = true,
    };

    /// <summary>The preface, and frames up to the head of the request, whose stream is returned.</summary>
    private static async Task<int> ReadRequestAsync(Stream stream, CancellationToken stop)
    {
        await stream.ReadExactlyAsync(new byte["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".Length], stop);
        var head = new byte[9];
        do
        {
            await stream.ReadExactlyAsync(head, stop);
            await stream.ReadExactlyAsync(new byte[(head[0] << 16) + BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(1))], stop);
        }
        while (head[3] != Headers);
        return BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));
    }

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
