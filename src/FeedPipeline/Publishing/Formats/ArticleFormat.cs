using System.Buffers;
using FeedPipeline.Articles;

namespace FeedPipeline.Publishing.Formats;

/// <summary>A form in which articles leave the pipeline, one after the other.</summary>
public sealed record ArticleFormat
{
    /// <summary>As the command line names it: <c>json</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Media type of one article, with its charset where that is not plain.</summary>
    public required string MediaType { get; init; }

    /// <summary>Media type of several, one after the other.</summary>
    public required string StreamMediaType { get; init; }

    /// <summary>Ending of a file that holds one, without the dot.</summary>
    public required string Extension { get; init; }

    /// <summary>What stands before the first of several.</summary>
    public ReadOnlyMemory<byte> Head { get; init; }

    /// <summary>What ends each of several.</summary>
    public ReadOnlyMemory<byte> End { get; init; }

    /// <summary>Writes one article, whole.</summary>
    public required Action<IBufferWriter<byte>, StoredArticle> Write { get; init; }
}
