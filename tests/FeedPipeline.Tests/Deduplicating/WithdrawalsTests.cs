using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;

namespace FeedPipeline.Tests.Deduplicating;

public sealed class WithdrawalsTests
{
    [Theory]
    [InlineData("abcdef", "abdef", "c")]
    [InlineData("abcdef", "bcdef", "a")]
    [InlineData("abcdef", "zabdef", "c")]
    [InlineData("abcdef", "zabde", "c")]
    [InlineData("abcdef", "abcde", "")]
    [InlineData("abcdef", "zabcde", "")]
    [InlineData("abcdef", "abcdef", "")]
    [InlineData("abcdef", "xyz", "")]
    [InlineData("abcdef", "adf", "")]
    [InlineData("abcdef", "dabef", "")]
    [InlineData("abcdef", "abdzef", "")]
    [InlineData("ab", "b", "")]
    public void What_went_from_the_middle_of_an_ordered_list_was_taken_out(string before, string now, string gone) =>
        Assert.Equal(gone.Select(name => (long)name), Withdrawals.Of(Listed(before), Items(now, _ => null), isComplete: true));

    [Fact]
    public void A_feed_that_does_not_list_by_date_says_nothing() =>
        Assert.Empty(Withdrawals.Of(Listed("abcdef"), Items("abdef", name => name == 'd' ? 99 : -name), isComplete: true));

    [Fact]
    public void The_oldest_may_stand_first()
    {
        Assert.Empty(Withdrawals.Of(Listed("abcdef"), Items("bcdefg", name => name), isComplete: true));
        Assert.Equal([(long)'f'], Withdrawals.Of(Listed("abcdef"), Items("abcde", name => name), isComplete: true));
    }

    [Fact]
    public void A_document_that_ended_early_says_nothing() => Assert.Empty(Withdrawals.Of(Listed("abcdef"), Items("abdef", _ => null), isComplete: false));

    private static Window Listed(string names) => Window.Of(Items(names, _ => null).Select((item, place) => new WindowEntry(item.WindowKey, 0, names[place])));

    private static IReadOnlyList<IdentifiedItem> Items(string names, Func<char, int?> day) => ItemIdentity.Identify(1, new FeedDocument
    {
        Items = [.. names.Select(name => new FeedItem
        {
            Guid = name.ToString(),
            Published = day(name) is { } at ? new StatedDate(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(at), DatePrecision.Second, TimeSpan.Zero) : null,
        })],
    });
}
