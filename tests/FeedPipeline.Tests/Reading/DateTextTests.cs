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
    [InlineData("mardi 3 février 2026 à 14h30", "2026-02-03T14:30:00")]
    [InlineData("mar., 12 mars 2024 08:00:00 +0100", "2024-03-12T07:00:00")]
    [InlineData("Di, 03 Mär 2026 10:00:00 +0100", "2026-03-03T09:00:00")]
    [InlineData("5. Dezember 2025, 10.30 Uhr", "2025-12-05T10:30:00")]
    [InlineData("3 de enero de 2026 18:05", "2026-01-03T18:05:00")]
    [InlineData("12 października 2025 09:00", "2025-10-12T09:00:00")]
    [InlineData("7 января 2026, 10:00", "2026-01-07T10:00:00")]
    [InlineData("Вто, 03 Фев 2026 10:00:00 +0300", "2026-02-03T07:00:00")]
    [InlineData("Κυρ, 11 Ιουλ 2004 12:00:00 EST", "2004-07-11T17:00:00")]
    [InlineData("2026年11月21日 下午3:20:05", "2026-11-21T15:20:05")]
    [InlineData("2026年11月21日 15時20分", "2026-11-21T15:20:00")]
    [InlineData("2026년 11월 21일 오전 9:05", "2026-11-21T09:05:00")]
    [InlineData("21 Kasım 2026 12:00", "2026-11-21T12:00:00")]
    public void Feeds_write_dates_in_many_languages(string text, string utc) =>
        Assert.Equal(DateTime.Parse(utc, CultureInfo.InvariantCulture), DateText.Parse(text)?.At.DateTime);

    [Theory]
    [InlineData("2026-W47-6", "2026-11-21T00:00:00")]
    [InlineData("2026W476T10:00Z", "2026-11-21T10:00:00")]
    [InlineData("21.11.2026 18:05", "2026-11-21T18:05:00")]
    [InlineData("11/21/2026 6:05 PM", "2026-11-21T18:05:00")]
    [InlineData("05/06/2026 6:05 PM", "2026-05-06T18:05:00")]
    [InlineData("21/11/2026", "2026-11-21T00:00:00")]
    [InlineData("2026 Nov 21 18:05:00", "2026-11-21T18:05:00")]
    [InlineData("2026-11-21 18:05:00 UTC+2", "2026-11-21T16:05:00")]
    [InlineData("Sat, 21 Nov 2026 18:05:00 GMT-0330", "2026-11-21T21:35:00")]
    [InlineData("Sat, 21 Nov 2026 18:05:00 +0100 (CET)", "2026-11-21T17:05:00")]
    [InlineData("1795285800", "2026-11-21T18:30:00")]
    [InlineData("1795285800123", "2026-11-21T18:30:00")]
    public void Unusual_forms_are_dates_too(string text, string utc) =>
        Assert.Equal(DateTime.Parse(utc, CultureInfo.InvariantCulture), DateText.Parse(text)?.At.DateTime);

    [Theory]
    [InlineData("2003-02-30", "2003-03-02T00:00:00")]
    [InlineData("2003-13-01", "2004-01-01T00:00:00")]
    [InlineData("31 Jun 2003 10:00:00 GMT", "2003-07-01T10:00:00")]
    [InlineData("2003-12-31T25:61:61Z", "2004-01-01T02:02:01")]
    public void What_is_little_beyond_the_calendar_is_carried(string text, string utc)
    {
        Assert.Equal(DateTime.Parse(utc, CultureInfo.InvariantCulture), DateText.Parse(text, out var isCarried)?.At.DateTime);
        Assert.True(isCarried);
    }

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
    [InlineData("99999999999999999999")]
    [InlineData("2003-14-01")]
    [InlineData("2003-12-33")]
    [InlineData("05/06/2003")]
    [InlineData("2003-W54-1")]
    public void Nonsense_is_no_date(string text) => Assert.Null(DateText.Parse(text));

    [Fact]
    public void Nonsense_in_a_feed_is_a_problem()
    {
        var feed = Feeds.Rss("<item><pubDate>soon</pubDate></item>");

        Assert.Null(Assert.Single(feed.Items).Published);
        Assert.Equal("not a date in pubDate: soon", Assert.Single(feed.Problems).What);
    }
}
