using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using FeedPipeline.Polls;

namespace FeedPipeline.Fetching;

/// <summary>Undoes content encodings (RFC 9110 section 8.4), and those that servers apply without saying or claim without applying.</summary>
internal static class ContentDecoding
{
    private const int MaxLayers = 2;
    private const int PeekedBytes = 4;
    private const int BufferBytes = 16 * 1024;

    /// <summary>The decoded stream, which owns the given one. Throws <see cref="UnsupportedEncodingException"/> before any byte is decoded.</summary>
    /// <param name="wire">The body as it comes.</param>
    /// <param name="encodings">As the response states them.</param>
    /// <param name="reserve">Called with the bytes that a decoder is going to hold.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<Stream> OpenAsync(Stream wire, IEnumerable<string> encodings, Func<long, CancellationToken, ValueTask> reserve, CancellationToken stop)
    {
        string[] layers = [.. encodings.Select(encoding => encoding.Trim().ToLowerInvariant()).Where(IsEncoding)];
        if (layers.Length > MaxLayers)
            throw new UnsupportedEncodingException($"{layers.Length} content encodings on top of each other");

        var depth = 0;
        var decoded = wire;
        foreach (var layer in layers.Reverse())
        {
            var (peeked, head) = await PeekAsync(decoded, stop);
            if (layer == "br")
                await reserve(BrotliWindow(head), stop);
            decoded = Open(layer, peeked, head);
            depth += decoded == peeked ? 0 : 1;
        }

        var (body, begin) = await PeekAsync(decoded, stop);
        if (IsZip(begin))
            throw new UnsupportedEncodingException("a zip archive") { Outcome = PollOutcome.UnsupportedType };

        // Files served as they lie on the disk, such as feed.xml.gz.
        return IsGzip(begin) && depth < MaxLayers ? new GZipStream(body, CompressionMode.Decompress) : body;
    }

    // The last three say that there is none, or were put there by mistake.
    private static bool IsEncoding(string name) => name is not ("" or "identity" or "none" or "utf-8");

    private static Stream Open(string encoding, Stream source, byte[] head) => encoding switch
    {
        "gzip" or "x-gzip" => IsGzip(head) ? new GZipStream(source, CompressionMode.Decompress) : source,
        "br" => new BrotliStream(source, CompressionMode.Decompress),
        // RFC 9110 means zlib, but some servers send the bare stream.
        "deflate" when IsZlib(head) => new ZLibStream(source, CompressionMode.Decompress),
        "deflate" => new DeflateStream(source, CompressionMode.Decompress),
        _ => throw new UnsupportedEncodingException($"content encoding '{encoding}'"),
    };

    private static async Task<(Stream Stream, byte[] Head)> PeekAsync(Stream source, CancellationToken stop)
    {
        var reader = PipeReader.Create(source, new(bufferSize: BufferBytes));
        var read = await reader.ReadAtLeastAsync(PeekedBytes, stop);
        var head = read.Buffer.Slice(0, Math.Min(PeekedBytes, read.Buffer.Length)).ToArray();
        reader.AdvanceTo(read.Buffer.Start);
        return (reader.AsStream(), head);
    }

    /// <summary>Bytes of the sliding window that a Brotli stream asks its decoder for, 1 kB to 16 MB (RFC 7932 section 9.1): the publisher's choice, on our account.</summary>
    private static long BrotliWindow(byte[] head) => 1L << (head is not [var first, ..] ? 10 : (first & 1) == 0 ? 16 : (first >> 1 & 7) switch
    {
        > 0 and var more => 17 + more,
        _ => (first >> 4 & 7) is > 1 and var less ? 8 + less : 17,
    });

    private static bool IsGzip(byte[] head) => head is [0x1f, 0x8b, ..];

    private static bool IsZlib(byte[] head) => head is [var method, var flags, ..] && (method & 15) == 8 && ((method << 8) | flags) % 31 == 0;

    private static bool IsZip(byte[] head) => head is [(byte)'P', (byte)'K', 3, 4];
}

/// <summary>The body is packed in a way that was not asked for.</summary>
internal sealed class UnsupportedEncodingException(string message) : Exception(message)
{
    /// <summary>What to call it.</summary>
    public PollOutcome Outcome { get; init; } = PollOutcome.UnsupportedEncoding;
}
