using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>Rows 31 and 32: certificates, handshakes and HTTP/2.</summary>
internal static class TlsTricks
{
    private const byte Body = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte GoAway = 7;
    private const byte Continuation = 9;

    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    private static readonly byte[] Feed = Encoding.UTF8.GetBytes(Rss.Of("Secure Post", new RssItem("secure", "Harbour sealed", "<p>The harbour is sealed.</p>")));
    private static readonly byte[] OkHead = [0x88];
    private static readonly byte[] WindowOfNothing = [0, 4, 0, 0, 0, 0];

    // TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA, as a server of 2006 answers.
    private static readonly byte[] OldHello = Record(1, [2, 0, 0, 38, 3, 1, .. new byte[32], 0, 0, 0x2f, 0]);

    // TLS 1.2 with secure renegotiation (RFC 5746), and after it the begin of a certificate message of 16 MB, the most that its length can say.
    private static readonly byte[] CurrentHello = Record(3, [2, 0, 0, 45, 3, 3, .. new byte[32], 0, 0xc0, 0x2f, 0, 0, 5, 0xff, 1, 0, 1, 0]);
    private static readonly byte[] ChainBegin = Record(3, [11, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfc]);

    public static IEnumerable<Trick> All =>
    [
        Tls(31, "tls-selfsigned", "tls_error", (asked, stop) => HandshakeAsync(asked, Certificate(asked), SslApplicationProtocol.Http11, stop)) with { Says = "is not trusted" },
        Tls(31, "tls-expired", "tls_error", (asked, stop) => HandshakeAsync(asked, Certificate(asked, days: -1), SslApplicationProtocol.Http11, stop)) with { Says = "has expired" },
        Tls(31, "tls-wrong-name", "tls_error", (asked, stop) => HandshakeAsync(asked, Certificate(asked, "elsewhere.example"), SslApplicationProtocol.Http11, stop)) with { Says = "was issued for another host (elsewhere.example)" },
        Tls(31, "tls-1.0", "tls_error", async (asked, stop) =>
        {
            await asked.SendAsync(OldHello, stop);
            await ReadToEndAsync(asked.Stream, stop);
        }) with { Says = "TLS handshake" },
        Tls(31, "tls-endless-chain", "tls_error", async (asked, stop) =>
        {
            await asked.SendAsync([.. CurrentHello, .. ChainBegin], stop);
            var certificate = Record(3, [0, 0x3f, 0xfd, .. new byte[0x3ffd]]);
            while (!stop.IsCancellationRequested)
                await asked.SendAsync(certificate, stop);
        }) with { Says = "TLS handshake" },
        Tls(31, "tls-silent", "connect_timeout", (asked, stop) => ReadToEndAsync(asked.Stream, stop)),
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
        Http2("h2-zero-window", async (stream, id, stop) =>
        {
            await FrameAsync(stream, Settings, 0, 0, WindowOfNothing, stop);
            await FrameAsync(stream, Headers, EndHeaders, id, OkHead, stop);
            await FrameAsync(stream, Body, EndStream, id, Feed, stop);
        }) with { Outcomes = ["stored"], Articles = 1 },
        Http2("h2-stall", async (stream, id, stop) =>
        {
            await FrameAsync(stream, Headers, EndHeaders, id, OkHead, stop);
            await FrameAsync(stream, Body, 0, id, Feed[..50], stop);
            await ReadFrameAsync(stream, Reset, stop);
        }) with { Outcomes = ["timeout_body"], Articles = 0 },
    ];

    private static Trick Tls(int row, string name, string outcome, Func<Conversation, CancellationToken, Task> answer) => new(row, name, [outcome], answer) { Scheme = "https" };

    private static Trick Http2(string name, Func<Stream, int, CancellationToken, Task> answer) => new(32, name, ["http_2_error"], async (asked, stop) =>
    {
        await using var stream = await HandshakeAsync(asked, Certificate(asked), SslApplicationProtocol.Http2, stop);
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
        return await ReadFrameAsync(stream, Headers, stop);
    }

    /// <summary>Frames up to the first of this type, whose stream is returned.</summary>
    private static async Task<int> ReadFrameAsync(Stream stream, byte type, CancellationToken stop)
    {
        var head = new byte[9];
        do
        {
            await stream.ReadExactlyAsync(head, stop);
            await stream.ReadExactlyAsync(new byte[(head[0] << 16) + BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(1))], stop);
        }
        while (head[3] != type);
        return BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));
    }

    /// <summary>Says nothing more until the worker hangs up.</summary>
    private static Task ReadToEndAsync(Stream stream, CancellationToken stop) => stream.CopyToAsync(Stream.Null, stop);

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

    /// <summary>A handshake record (RFC 8446 section 5.1) of TLS 1.<paramref name="minor"/> less one.</summary>
    private static byte[] Record(byte minor, byte[] message) => [22, 3, minor, (byte)(message.Length >> 8), (byte)message.Length, .. message];

    /// <summary>Signed by itself; for the address it is asked at, or for another name.</summary>
    private static X509Certificate2 Certificate(Conversation asked, string? name = null, int days = 1)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name ?? "localhost"}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (name is null)
            names.AddIpAddress(((IPEndPoint)asked.Socket.LocalEndPoint!).Address);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var end = TimeProvider.System.GetUtcNow().AddDays(days);
        using var bare = request.CreateSelfSigned(end.AddDays(-2), end);
        return X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), password: null);
    }
}
