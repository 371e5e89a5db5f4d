using System.Buffers.Binary;

namespace FeedPipeline.Articles;

/// <summary>What a feed's last document listed: enough to see which items of the next one need no work.</summary>
public sealed class Window
{
    private const int EntryBytes = 24;

    private readonly ReadOnlyMemory<byte> stored;
    private Dictionary<long, WindowEntry>? read;

    private Window(ReadOnlyMemory<byte> stored) => this.stored = stored;

    private Window(IEnumerable<WindowEntry> entries) => read = entries.ToDictionary(entry => entry.ItemKey);

    /// <summary>Before the first document.</summary>
    public static Window Empty { get; } = new(ReadOnlyMemory<byte>.Empty);

    // Most polls bring no document, and never look into it.
    private Dictionary<long, WindowEntry> Read => read ??= Entered(stored.Span);

    /// <summary>Every item listed, in no particular order.</summary>
    public IReadOnlyCollection<WindowEntry> Entries => Read.Values;

    /// <summary>The entry of an item that was listed with the very same content and is an article; null for all others.</summary>
    public WindowEntry? Unchanged(IdentifiedItem item) =>
        Read.TryGetValue(item.WindowKey, out var entry) && entry.ItemHash == item.Hash && entry.ArticleId != 0 ? entry : null;

    /// <summary>Whether the item was listed, whatever it said then.</summary>
    public bool Lists(IdentifiedItem item) => Read.ContainsKey(item.WindowKey);

    /// <summary>Whether the item was listed with the very same content, kept out or not.</summary>
    public bool Knows(IdentifiedItem item) => Read.TryGetValue(item.WindowKey, out var entry) && entry.ItemHash == item.Hash;

    /// <summary>Whether the item was listed and kept out.</summary>
    public bool KeptOut(IdentifiedItem item) => Read.TryGetValue(item.WindowKey, out var entry) && entry.ArticleId == 0;

    /// <summary>A window of these entries; of equal keys the first stays.</summary>
    public static Window Of(IEnumerable<WindowEntry> entries) => new(entries.DistinctBy(entry => entry.ItemKey));

    /// <summary>As stored: 24 bytes an entry, little endian; they belong to the window from now on. Throws <see cref="ArgumentException"/> when it is not.</summary>
    public static Window FromBytes(ReadOnlyMemory<byte> bytes) => bytes.Length % EntryBytes == 0
        ? new Window(bytes)
        : throw new ArgumentException($"A window of {bytes.Length} bytes is not a multiple of {EntryBytes}.", nameof(bytes));

    /// <summary>The form that <see cref="FromBytes"/> reads.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Read.Count * EntryBytes];
        var rest = bytes.AsSpan();
        foreach (var entry in Read.Values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, entry.ItemKey);
            BinaryPrimitives.WriteInt64LittleEndian(rest[8..], entry.ItemHash);
            BinaryPrimitives.WriteInt64LittleEndian(rest[16..], entry.ArticleId);
            rest = rest[EntryBytes..];
        }

        return bytes;
    }

    private static Dictionary<long, WindowEntry> Entered(ReadOnlySpan<byte> bytes)
    {
        var entries = new Dictionary<long, WindowEntry>(bytes.Length / EntryBytes);
        for (; bytes.Length > 0; bytes = bytes[EntryBytes..])
        {
            var entry = new WindowEntry(
                BinaryPrimitives.ReadInt64LittleEndian(bytes),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]));
            entries.Add(entry.ItemKey, entry);
        }

        return entries;
    }
}

/// <summary>One listed item.</summary>
/// <param name="ItemKey">First 64 bits of its identity in the feed.</param>
/// <param name="ItemHash">First 64 bits of the SHA-256 of all it states.</param>
/// <param name="ArticleId">The article it became; 0 when it is kept in quarantine.</param>
public readonly record struct WindowEntry(long ItemKey, long ItemHash, long ArticleId);
