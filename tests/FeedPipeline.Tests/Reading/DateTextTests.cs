using System.Globalization;
using FeedPipeline.Documents;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Tests.Reading;

public class DateTextTests
{
    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37")]
    [InlineData("6 Nov 94 8:49 EST", "1994-11-06T13:49:00")]
    [InlineData("Thu, 01 Jan 04 19:48:21 +0130", "2004-01-01T18:18:21")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 PDT", "1994-11-06T15:49:37")]
    [InlineData("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37")]
    [InlineData("Nov 6, 1994 8:49 pm", "1994-11-06T20:49:00")]
    [InlineData("2003-12-31T10:14:55.5-08:00", "2003-12-31T18:14:55.5")]
    [InlineData("2003-12-31 10:14:55Z", "2003-12-31T10:14:55")]
    [InlineData("2003-12-31T10:14+0100", "2003-12-31T09:14:00")]
    [InlineData("20031231T101455Z", "2003-12-31T10:14:55")]
    [InlineData("2003-365", "2003-12-31T00:00:00")]
    [InlineData("2003-12", "2003-12-01T00:00:00")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59")]
    [InlineData("2003-12-31T24:00:00Z", "2004-01-01T00:00:00")]
    public void Feeds_write_dates_in_many_ways(string text, string utc) =>
        Assert.Equal(DateTime.Parse(utc, CultureInfo.InvariantCulture), DateText.Parse(text)?.At.DateTime);

    [Theory]
    [InlineData("2003-12-31", DatePrecision.Day, null)]
    [InlineData("31 Dec 2003", DatePrecision.Day, null)]
    [InlineData("2003-12-31T10:14", DatePrecision.Minute, null)]
    [InlineData("2003-12-31T10:14:55", DatePrecision.Second, null)]
    [InlineData("2003-12-31T10:14Z", DatePrecision.Minute, 0)]
    [InlineData("31 Dec 2003 10:14:55 -0530", DatePrecision.Second, -330)]
    [InlineData("31 Dec 2003 10:14:55 XYZ", DatePrecision.Second, null)]
    public void Precision_and_offset_are_as_stated(string text, DatePrecision precision, int? offsetMinutes)
    {
        var date = DateText.Parse(text);

        Assert.Equal((precision, offsetMinutes), (date?.Precision, (int?)date?.Offset?.TotalMinutes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("2003-02-30")]
    [InlineData("2003-13-01")]
    [InlineData("31 Feb 2003 10:00:00 GMT")]
    [InlineData("2003-12-31T25:00:00Z")]
    [InlineData("99999999999999999999")]
    public void Nonsense_is_no_date(string text) => Assert.Null(DateText.Parse(text));

    [Fact]
    public void Nonsense_in_a_feed_is_a_problem()
    {
        var feed = Feeds.Rss("<item><pubDate>soon</pubDate></item>");

        Assert.Null(Assert.Single(feed.Items).Published);
        Assert.Equal("not a date in pubDate: soon", Assert.Single(feed.Problems).What);
    }
}
