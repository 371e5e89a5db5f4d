using System.IO.Compression;
using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

public sealed class ContentDecodingTests
{
    public static TheoryData<int> Windows => [.. Enumerable.Range(10, 15)];

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task The_window_that_a_brotli_stream_asks_for_is_reserved(int bits)
    {
        var packed = new byte[1000];
        using var encoder = new BrotliEncoder(quality: 5, bits);
        encoder.Compress("All is quiet in the harbour."u8, packed, out _, out var written, isFinalBlock: true);
        long reserved = 0;

        await using var decoded = await ContentDecoding.OpenAsync(new MemoryStream(packed, 0, written), ["br"], Reserve, CancellationToken.None);

        Assert.Equal(1L << bits, reserved);
        Assert.Equal("All is quiet in the harbour.", await new StreamReader(decoded).ReadToEndAsync());

        ValueTask Reserve(long bytes, CancellationToken stop)
        {
            reserved += bytes;
            return ValueTask.CompletedTask;
        }
    }
}
