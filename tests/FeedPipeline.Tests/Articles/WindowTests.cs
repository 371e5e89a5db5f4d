using FeedPipeline.Articles;
using FeedPipeline.Documents;

namespace FeedPipeline.Tests.Articles;

public sealed class WindowTests
{
    private static readonly IdentifiedItem Item = new()
    {
        Item = new FeedItem(),
        Position = 1,
        Keys = [new ArticleKey(ArticleKeyKind.Guid, new Guid("80000000-0000-0001-ffff-ffffffffffff"))],
        Hash = -5,
    };

    [Fact]
    public void A_window_is_stored_and_read_again()
    {
        WindowEntry[] entries = [new(1, 2, 3), new(long.MinValue, long.MaxValue, -1), new(0, 0, 0)];

        var bytes = Window.Of(entries).ToBytes();

        Assert.Equal(72, bytes.Length);
        Assert.Equal(entries, Window.FromBytes(bytes).Entries);
    }

    [Fact]
    public void An_empty_window_has_no_bytes()
    {
        Assert.Empty(Window.Empty.ToBytes());
        Assert.Empty(Window.FromBytes(Array.Empty<byte>()).Entries);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(23)]
    [InlineData(25)]
    public void Bytes_that_are_no_window_are_refused(int length) => Assert.Throws<ArgumentException>(() => Window.FromBytes(new byte[length]));

    [Fact]
    public void Of_entries_with_one_key_the_first_stays() => Assert.Equal([new(1, 2, 3)], Window.Of([new(1, 2, 3), new(1, 8, 9)]).Entries);

    [Fact]
    public void The_first_half_of_its_own_key_is_what_a_window_knows_an_item_by() => Assert.Equal(long.MinValue + 1, Item.WindowKey);

    [Fact]
    public void Only_the_same_item_with_the_same_content_is_unchanged()
    {
        var entry = new WindowEntry(Item.WindowKey, Item.Hash, 7);
        var window = Window.Of([entry]);

        Assert.Equal(entry, window.Unchanged(Item));
        Assert.Null(window.Unchanged(Item with { Hash = 5 }));
        Assert.Null(window.Unchanged(Item with { Keys = [new ArticleKey(ArticleKeyKind.Guid, Guid.Empty)] }));
        Assert.Null(Window.Empty.Unchanged(Item));
    }
}
