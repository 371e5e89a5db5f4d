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

    /// <summary>What it is known by, the strongest first; an item that shares one of them with a stored article may be that article. A new article takes them all.</summary>
    public required IReadOnlyList<ArticleKey> Keys { get; init; }

    /// <summary>First 64 bits of the SHA-256 of all that the item states.</summary>
    public required long Hash { get; init; }

    /// <summary>The comparison form of its address; null without one. Never requested.</summary>
    public string? CanonicalUrl { get; init; }

    /// <summary>The item's own key in its feed.</summary>
    public ArticleKey Own => Keys[0];

    /// <summary>What the <see cref="Window"/> knows it by: the first 64 bits of its own key.</summary>
    public long WindowKey
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Own.Hash.TryWriteBytes(bytes, bigEndian: true, out _);
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

    /// <summary>The feed and the guid without scheme and host, of a guid that is an address.</summary>
    GuidPath,

    /// <summary>The feed and the item's address.</summary>
    Link,

    /// <summary>The feed, the item's address and its date.</summary>
    LinkDate,

    /// <summary>The feed, the letters of the title and the date.</summary>
    TitleDate,

    /// <summary>The feed and the item's words.</summary>
    Text,

    /// <summary>The canonical address, whatever the feed.</summary>
    Url,
}
