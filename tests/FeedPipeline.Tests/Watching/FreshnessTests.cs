using System.Globalization;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Watching;

namespace FeedPipeline.Tests.Watching;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Seen = new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-20T11:57:00Z", DatePrecision.Second, 180.0)]
    [InlineData("2026-03-20T11:57:00Z", DatePrecision.Minute, 180.0)]
    [InlineData("2026-03-20T12:04:00Z", DatePrecision.Second, 0.0)]
    [InlineData("2026-03-20T00:00:00Z", DatePrecision.Day, null)]
    [InlineData("2026-03-20T13:00:00Z", DatePrecision.Second, null)]
    [InlineData("2026-03-12T12:00:00Z", DatePrecision.Second, null)]
    [InlineData("2026-02-28T12:00:00Z", DatePrecision.Second, null)]
    [InlineData(null, DatePrecision.Unknown, null)]
    public void A_date_that_cannot_tell_makes_it_unknown(string? published, DatePrecision precision, double? seconds)
    {
        var article = new Article { Headline = "News", PublishedAt = published is null ? null : DateTimeOffset.Parse(published, CultureInfo.InvariantCulture), PublishedPrecision = precision };

        Assert.Equal(seconds, Freshness.Of(article, addedAt: Seen.AddDays(-14), Seen)?.TotalSeconds);
    }
}
