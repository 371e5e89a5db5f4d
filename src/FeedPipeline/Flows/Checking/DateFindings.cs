using System.Globalization;
using FeedPipeline.Documents;

namespace FeedPipeline.Flows.Checking;

/// <summary>How good a feed's dates are, and how fast it publishes by them.</summary>
internal static class DateFindings
{
    private const int EnoughForRate = 3;

    /// <summary>Zones are mistaken, and calendars differ by a day.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    private static readonly TimeSpan ShortSpan = TimeSpan.FromHours(2);

    /// <summary>One line: the worst that is wrong, else how many there are and what they span.</summary>
    public static Finding Of(FeedDocument document, DateTimeOffset now)
    {
        var dates = document.Items.Select(item => item.Published ?? item.Updated).OfType<StatedDate>().ToList();
        if (document.Items.Count == 0)
            return new Finding("dates", Grade.Note, "no items yet");
        if (dates.Count == 0)
            return new Finding("dates", Grade.Note, "no item is dated: articles have no date of publication, and are listed by when they were first seen");

        var (oldest, newest) = (dates.Min(date => date.At), dates.Max(date => date.At));
        var how = string.Create(CultureInfo.InvariantCulture, $"{dates.Count} of {document.Items.Count} items dated");
        if (dates.Count > 1 && oldest == newest)
            return new Finding("dates", Grade.Note, $"{how}, all with the same date: it says when the document was made, not when they were published");
        if (dates.Count(date => date.At > now + Ahead) is > 0 and var ahead)
            return new Finding("dates", Grade.Note, string.Create(CultureInfo.InvariantCulture, $"{how}, {ahead} of them ahead of today: they are stored as stated, and nothing is listed by them"));
        var says = $"{how}{Exactness(dates)}, from {Day(oldest)} to {Day(newest)}{Rate(dates.Count, newest - oldest)}";
        if (dates.Count < document.Items.Count)
            return new Finding("dates", Grade.Note, says);
        return dates.Count >= EnoughForRate && newest - oldest < ShortSpan
            ? new Finding("dates", Grade.Note, $"{says}: it holds its items for a short time only, so polls must not come late")
            : new Finding("dates", Grade.Good, says);
    }

    private static string Exactness(IReadOnlyList<StatedDate> dates)
    {
        var day = dates.Count(date => date.Precision == DatePrecision.Day) * 2 > dates.Count;
        var zoneless = dates.Count(date => date is { Precision: not DatePrecision.Day, Offset: null }) * 2 > dates.Count;
        return day ? " by the day only" : zoneless ? " without a zone (read as UTC)" : string.Empty;
    }

    private static string Rate(int count, TimeSpan span) => count < EnoughForRate || span <= TimeSpan.Zero
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $", about {Rounded((count - 1) / span.TotalDays)} a day");

    private static double Rounded(double rate) => rate >= 10 ? Math.Round(rate) : Math.Round(rate, 1);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
