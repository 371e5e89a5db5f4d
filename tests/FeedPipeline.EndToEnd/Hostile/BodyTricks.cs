using System.IO.Compression;
using System.Text;

namespace FeedPipeline.EndToEnd.Hostile;

/// <summary>Rows 27 to 30: content encodings and archives.</summary>
internal static class BodyTricks
{
    private const int BombBytes = 64 * 1024 * 1024;

    private static readonly byte[] Feed = Encoding.UTF8.GetBytes(Rss.Of("Packed Post", new RssItem("one", "Harbour open", "<p>The harbour is open.</p>")));

    public static IEnumerable<Trick> All =>
    [
        Packed(27, "gzip-bomb", "too_large", Bomb(stream => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)), "gzip"),
        Packed(27, "br-bomb", "too_large", Bomb(stream => new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true)), "br"),
        Packed(27, "deflate-bomb", "too_large", Bomb(stream => new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true)), "deflate"),
        Packed(28, "gzip-nested", "unsupported_encoding", Enumerable.Range(0, 5).Aggregate(Feed, (body, _) => Gzip(body)), "gzip, gzip, gzip, gzip, gzip"),
        Packed(29, "gzip-cut", "bad_encoding", Gzip(Feed)[..^20], "gzip"),
        Packed(29, "gzip-crc", "bad_encoding", WrongChecksum(Gzip(Feed)), "gzip"),
        Packed(29, "gzip-claimed", "stored", Feed, "gzip") with { Articles = 1 },
        new(29, "gzip-trailing", ["stored", "bad_encoding"], (asked, stop) => asked.AnswerAsync("200 OK", [.. Gzip(Feed), .. "trailing"u8], stop, "Content-Encoding: gzip")),
        Packed(30, "zip", "unsupported_type", Zip(Feed), "identity") with { Articles = 0 },
        Packed(30, "xml.gz", "stored", Gzip(Feed), "identity") with { Articles = 1 },
    ];

    private static Trick Packed(int row, string name, string outcome, byte[] body, string encoding) =>
        new(row, name, [outcome], (asked, stop) => asked.AnswerAsync("200 OK", body, stop, $"Content-Encoding: {encoding}"));

    private static byte[] Bomb(Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var stream = pack(packed))
        {
            var zeros = new byte[1024 * 1024];
            for (var written = 0; written < BombBytes; written += zeros.Length)
                stream.Write(zeros);
        }

        return packed.ToArray();
    }

    private static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            stream.Write(body);
        return packed.ToArray();
    }

    private static byte[] Zip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("feed.xml").Open())
            entry.Write(body);
        return packed.ToArray();
    }

    private static byte[] WrongChecksum(byte[] packed)
    {
        packed[^6] ^= 0xff;
        return packed;
    }
}
