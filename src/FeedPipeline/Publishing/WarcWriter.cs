using System.Globalization;
using System.IO.Compression;
using System.Text;
using FeedPipeline.Documents;

namespace FeedPipeline.Publishing;

/// <summary>Writes archived documents as WARC 1.1 (ISO 28500:2017): a <c>warcinfo</c> record, then one <c>resource</c> record for each, every record a gzip member (annex D).</summary>
/// <remarks><c>resource</c> and not <c>response</c>: the body is kept as it was decoded, without the head of the answer that brought it.</remarks>
/// <param name="output">Where it goes; stays open.</param>
/// <param name="software">Name and version for the <c>warcinfo</c> record.</param>
public sealed class WarcWriter(Stream output, string software)
{
    private readonly string warcinfoId = RecordId();

    /// <summary>The record that begins the file (section 6.2).</summary>
    public async Task BeginAsync(DateTimeOffset now, CancellationToken stop)
    {
        var fields = Encoding.UTF8.GetBytes($"software: {software}\r\nformat: WARC File Format 1.1\r\ndescription: feed documents as decoded by FeedPipeline\r\n");
        await WriteAsync(
            [
                ("WARC-Type", "warcinfo"),
                ("WARC-Record-ID", warcinfoId),
                ("WARC-Date", Date(now)),
                ("Content-Type", "application/warc-fields"),
            ],
            fields,
            stop);
    }

    /// <summary>One document (section 6.4), at the time it was fetched first.</summary>
    public async Task WriteAsync(ArchivedDocument document, CancellationToken stop)
    {
        var digest = "sha256:" + Convert.ToHexStringLower(document.Hash);
        await WriteAsync(
            [
                ("WARC-Type", "resource"),
                ("WARC-Record-ID", RecordId()),
                ("WARC-Warcinfo-ID", warcinfoId),
                ("WARC-Date", Date(document.FetchedAt)),
                ("WARC-Target-URI", Uri(document)),
                ("WARC-Block-Digest", digest),
                ("WARC-Payload-Digest", digest),
                ("Content-Type", Type(document)),
            ],
            document.Open().Body,
            stop);
    }

    private async Task WriteAsync(IReadOnlyList<(string Name, string Value)> fields, ReadOnlyMemory<byte> block, CancellationToken stop)
    {
        var head = new StringBuilder("WARC/1.1\r\n");
        foreach (var (name, value) in fields)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {block.Length}\r\n\r\n");

        await using var member = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        await member.WriteAsync(Encoding.UTF8.GetBytes(head.ToString()), stop);
        await member.WriteAsync(block, stop);
        await member.WriteAsync("\r\n\r\n"u8.ToArray(), stop);
    }

    private static string RecordId() => $"<urn:uuid:{Guid.NewGuid():D}>";

    /// <summary>Section 5.4: UTC, with the fraction that is known.</summary>
    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Uri(ArchivedDocument document) => OneLine(document.Url) ?? string.Create(CultureInfo.InvariantCulture, $"urn:feedpipeline:document:{document.Id}");

    /// <summary>What the transport said, its charset included.</summary>
    private static string Type(ArchivedDocument document)
    {
        var type = OneLine(document.MediaType) ?? "application/octet-stream";
        return OneLine(document.Charset) is { } charset ? $"{type}; charset={charset}" : type;
    }

    /// <summary>What strangers wrote must not begin a field of its own.</summary>
    private static string? OneLine(string? text) => text is null || text.Any(char.IsControl) ? null : text;
}
