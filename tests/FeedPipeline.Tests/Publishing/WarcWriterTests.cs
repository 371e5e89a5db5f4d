using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FeedPipeline.Documents;
using FeedPipeline.Publishing;

namespace FeedPipeline.Tests.Publishing;

/// <summary>Against ISO 28500:2017, sections 4, 5 and 6 and annex D.</summary>
public sealed class WarcWriterTests
{
    [Fact]
    public async Task A_file_is_a_warcinfo_and_a_resource_for_each_document()
    {
        var records = Read(await WriteAsync(Document("<rss/>"), Document("<feed>\r\n\r\nü</feed>")));

        Assert.Equal(["warcinfo", "resource", "resource"], records.Select(record => record["WARC-Type"]));
        Assert.Equal(3, records.Select(record => record["WARC-Record-ID"]).Distinct().Count());
        Assert.All(records, record => Assert.Matches(@"^<urn:uuid:[0-9a-f-]{36}>$", record["WARC-Record-ID"]));
        Assert.All(records.Skip(1), record => Assert.Equal(records[0]["WARC-Record-ID"], record["WARC-Warcinfo-ID"]));
        Assert.Contains("software: test/1\r\n", Encoding.UTF8.GetString(records[0].Block), StringComparison.Ordinal);
        Assert.Equal("application/warc-fields", records[0]["Content-Type"]);
    }

    [Fact]
    public async Task A_record_says_what_came_from_where_and_when()
    {
        var record = Read(await WriteAsync(Document("<feed>ü</feed>")))[1];

        Assert.Equal("https://news.example/feed?a=1", record["WARC-Target-URI"]);
        Assert.Equal("2026-11-21T10:00:00.123456Z", record["WARC-Date"]);
        Assert.Equal("application/rss+xml; charset=utf-8", record["Content-Type"]);
        Assert.Equal("<feed>ü</feed>", Encoding.UTF8.GetString(record.Block));
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(record.Block));
        Assert.Equal((digest, digest), (record["WARC-Block-Digest"], record["WARC-Payload-Digest"]));
    }

    [Fact]
    public async Task Every_record_is_a_gzip_member_of_its_own()
    {
        var file = await WriteAsync(Document("<rss/>"), Document("<feed/>"));

        // Each begins with the magic number, method deflate (RFC 1952 section 2.3.1).
        var members = Enumerable.Range(0, file.Length - 2).Where(at => file[at] == 0x1f && file[at + 1] == 0x8b && file[at + 2] == 8).ToList();
        Assert.Equal(3, members.Count);
        using var second = new GZipStream(new MemoryStream(file, members[1], members[2] - members[1]), CompressionMode.Decompress);
        Assert.StartsWith("WARC/1.1\r\nWARC-Type: resource\r\n", await new StreamReader(second).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_wrote_begins_no_field_of_its_own()
    {
        var record = Read(await WriteAsync(Document("<rss/>") with { Charset = "a\r\nWARC-Type: metadata", MediaType = null, Url = null, Id = 7 }))[1];

        Assert.Equal(("resource", "application/octet-stream", "urn:feedpipeline:document:7"), (record["WARC-Type"], record["Content-Type"], record["WARC-Target-URI"]));
    }

    [SkippableFact]
    public async Task A_standard_tool_checks_every_digest()
    {
        Skip.IfNot(HasWarcio(), "warcio is not installed (pip install warcio).");
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.warc.gz");
        await File.WriteAllBytesAsync(path, await WriteAsync(Document("<rss/>"), Document("<feed>ü</feed>")));
        try
        {
            var (status, told) = Run("check", "-v", path);

            Assert.True(status == 0, told);
            Assert.Equal(2, told.Split("digest pass").Length - 1);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ArchivedDocument Document(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var fetched = new FetchedDocument { Body = body, Url = "https://news.example/feed?a=1", MediaType = "application/rss+xml", Charset = "utf-8" };
        return ArchivedDocument.Of(fetched, SHA256.HashData(body), ArchivedKind.Feed) with { FetchedAt = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(2)).AddTicks(1234567) };
    }

    private static async Task<byte[]> WriteAsync(params ArchivedDocument[] documents)
    {
        using var file = new MemoryStream();
        var warc = new WarcWriter(file, "test/1");
        await warc.BeginAsync(DateTimeOffset.UnixEpoch, default);
        foreach (var document in documents)
            await warc.WriteAsync(document, default);
        return file.ToArray();
    }

    /// <summary>warc-file = 1*warc-record; warc-record = header CRLF block CRLF CRLF (section 4).</summary>
    private static List<Record> Read(byte[] file)
    {
        using var unpacked = new MemoryStream();
        using (var members = new GZipStream(new MemoryStream(file), CompressionMode.Decompress))
            members.CopyTo(unpacked);
        var rest = unpacked.ToArray().AsSpan();
        var records = new List<Record>();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf("\r\n\r\n"u8);
            var lines = Encoding.UTF8.GetString(rest[..end]).Split("\r\n");
            Assert.Equal("WARC/1.1", lines[0]);
            var fields = lines.Skip(1).ToDictionary(line => line.Split(": ", 2)[0], line => line.Split(": ", 2)[1], StringComparer.OrdinalIgnoreCase);
            var length = int.Parse(fields["Content-Length"], CultureInfo.InvariantCulture);
            records.Add(new Record(fields, rest.Slice(end + 4, length).ToArray()));
            rest = rest[(end + 4 + length)..];
            Assert.True(rest.StartsWith("\r\n\r\n"u8));
            rest = rest[4..];
        }

        return records;
    }

    private static bool HasWarcio()
    {
        try
        {
            return Run("--help").Status == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int Status, string Told) Run(params string[] arguments)
    {
        using var tool = Process.Start(new ProcessStartInfo("python3", ["-c", "from warcio.cli import main; main()", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var complaint = tool.StandardError.ReadToEndAsync();
        var told = tool.StandardOutput.ReadToEnd();
        tool.WaitForExit();
        return (tool.ExitCode, told + complaint.Result);
    }

    private sealed record Record(IReadOnlyDictionary<string, string> Fields, byte[] Block)
    {
        public string this[string field] => Fields[field];
    }
}
