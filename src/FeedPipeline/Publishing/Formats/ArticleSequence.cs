using System.Buffers;
using FeedPipeline.Articles;

namespace FeedPipeline.Publishing.Formats;

/// <summary>Writes articles one after the other, however many there are.</summary>
public static class ArticleSequence
{
    private const int Buffered = 64 * 1024;

    /// <summary>The number written.</summary>
    /// <param name="output">Where they go; stays open.</param>
    /// <param name="format">Their form.</param>
    /// <param name="articles">Read one at a time.</param>
    /// <param name="written">Told the number after each that was written; null when nobody asks.</param>
    /// <param name="stop">Ends it between two articles.</param>
    public static async Task<long> WriteAsync(Stream output, ArticleFormat format, IAsyncEnumerable<StoredArticle> articles, Action<long>? written, CancellationToken stop)
    {
        var buffer = new ArrayBufferWriter<byte>(2 * Buffered);
        buffer.Write(format.Head.Span);
        var count = 0L;
        await foreach (var article in articles.WithCancellation(stop))
        {
            format.Write(buffer, article);
            buffer.Write(format.End.Span);
            count++;
            written?.Invoke(count);
            if (buffer.WrittenCount >= Buffered)
                await EmptyAsync(buffer, output, stop);
        }

        await EmptyAsync(buffer, output, stop);
        await output.FlushAsync(stop);
        return count;
    }

    private static async Task EmptyAsync(ArrayBufferWriter<byte> buffer, Stream output, CancellationToken stop)
    {
        await output.WriteAsync(buffer.WrittenMemory, stop);
        buffer.ResetWrittenCount();
    }
}
