using System.Buffers.Binary;
using FeedPipeline.Documents;

namespace FeedPipeline.Articles;

/// <summary>An item of a document with what tells it from all others.</summary>
public sealed record IdentifiedItem
{
    /// <summary>The item.</summary>
    public required FeedItem Item { get; init; }

    /// <summary>Place in the document, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>The item's own key in its feed first, then its address where that may serve as a key.</summary>
    public required IReadOnlyList<ArticleKey> Keys { get; init; }

    /// <summary>First 64 bits of the SHA-256 of all that the item states.</summary>
    public required long Hash { get; init; }

    /// <summary>The comparison form of its address; null without one. Never requested.</summary>
    public string? CanonicalUrl { get; init; }

    /// <summary>What the <see cref="Window"/> knows it by: the first 64 bits of its own key.</summary>
    public long WindowKey
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Keys[0].Hash.TryWriteBytes(bytes, bigEndian: true, out _);
            return BinaryPrimitives.ReadInt64BigEndian(bytes);
        }
    }
}

/// <summary>Something that identifies one article among all: the database keeps each at most once.</summary>
/// <param name="Kind">What the hash was made of.</param>
/// <param name="Hash">First 128 bits of a SHA-256.</param>
public readonly record struct ArticleKey(ArticleKeyKind Kind, Guid Hash);

/// <summary>What an <see cref="ArticleKey"/> was made of.</summary>
public enum ArticleKeyKind
{
    /// <summary>The feed and the item's guid.</summary>
    Guid,

    /// <summary>The feed and the item's address, for want of a guid.</summary>
    Link,

    /// <summary>The feed and the item's words, for want of both.</summary>
    Text,

    /// <summary>The canonical address, whatever the feed.</summary>
    Url,
}
