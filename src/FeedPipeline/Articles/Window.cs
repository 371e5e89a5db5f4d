using System.Buffers.Binary;

namespace FeedPipeline.Articles;

/// <summary>What a feed's last document listed: enough to see which items of the next one need no work.</summary>
public sealed class Window
{
    private const int EntryBytes = 24;

    private readonly Dictionary<long, WindowEntry> entries;

    private Window(IEnumerable<WindowEntry> entries) => this.entries = entries.ToDictionary(entry => entry.ItemKey);

    /// <summary>Before the first document.</summary>
    public static Window Empty { get; } = new([]);

    /// <summary>Every item listed, in no particular order.</summary>
    public IReadOnlyCollection<WindowEntry> Entries => entries.Values;

    /// <summary>The entry of an item that was listed with the very same content and is an article; null for all others.</summary>
    public WindowEntry? Unchanged(IdentifiedItem item) =>
        entries.TryGetValue(item.WindowKey, out var entry) && entry.ItemHash == item.Hash && entry.ArticleId != 0 ? entry : null;

    /// <summary>Whether the item was listed, whatever it said then.</summary>
    public bool Lists(IdentifiedItem item) => entries.ContainsKey(item.WindowKey);

    /// <summary>Whether the item was listed with the very same content, kept out or not.</summary>
    public bool Knows(IdentifiedItem item) => entries.TryGetValue(item.WindowKey, out var entry) && entry.ItemHash == item.Hash;

    /// <summary>Whether the item was listed and kept out.</summary>
    public bool KeptOut(IdentifiedItem item) => entries.TryGetValue(item.WindowKey, out var entry) && entry.ArticleId == 0;

    /// <summary>A window of these entries; of equal keys the first stays.</summary>
    public static Window Of(IEnumerable<WindowEntry> entries) => new(entries.DistinctBy(entry => entry.ItemKey));

    /// <summary>As stored: 24 bytes an entry, little endian. Throws <see cref="ArgumentException"/> when it is not.</summary>
    public static Window FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % EntryBytes != 0)
            throw new ArgumentException($"A window of {bytes.Length} bytes is not a multiple of {EntryBytes}.", nameof(bytes));

        var read = new List<WindowEntry>(bytes.Length / EntryBytes);
        for (; bytes.Length > 0; bytes = bytes[EntryBytes..])
        {
            read.Add(new WindowEntry(
                BinaryPrimitives.ReadInt64LittleEndian(bytes),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[16..])));
        }

        return new Window(read);
    }

    /// <summary>The form that <see cref="FromBytes"/> reads.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[entries.Count * EntryBytes];
        var rest = bytes.AsSpan();
        foreach (var entry in entries.Values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, entry.ItemKey);
            BinaryPrimitives.WriteInt64LittleEndian(rest[8..], entry.ItemHash);
            BinaryPrimitives.WriteInt64LittleEndian(rest[16..], entry.ArticleId);
            rest = rest[EntryBytes..];
        }

        return bytes;
    }
}

/// <summary>One listed item.</summary>
/// <param name="ItemKey">First 64 bits of its identity in the feed.</param>
/// <param name="ItemHash">First 64 bits of the SHA-256 of all it states.</param>
/// <param name="ArticleId">The article it became; 0 when it is kept in quarantine.</param>
public readonly record struct WindowEntry(long ItemKey, long ItemHash, long ArticleId);
