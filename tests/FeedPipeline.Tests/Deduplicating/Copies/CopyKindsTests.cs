using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Deduplicating.Copies;

namespace FeedPipeline.Tests.Deduplicating.Copies;

/// <summary>Kinds of news that copies are made of, and kinds that only look like it.</summary>
public sealed class CopyKindsTests
{
    private static readonly DeduplicatingOptions Options = new();
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private static readonly string Release = Texts.English(31, 300);
    private static readonly string Wire = Texts.English(32, 420);

    private const string Brief = """
        A fire broke out at a timber yard on the harbour road late on Tuesday, the fire brigade said. Nobody was hurt. Forty firefighters needed three hours
        to bring the flames under control, and the cause is still being looked into.
        """;

    public static TheoryData<string, string, string> Copies => new()
    {
        { "press release with a lead for each town", Localised("Ardal", 41), Localised("Benrich", 42) },
        { "agency copy cut to its first half", Wire, Texts.Part(Wire, 0, 210) },
        { "agency copy cut to its first third", Wire, Texts.Part(Wire, 0, 140) },
        { "agency copy with every second paragraph cut", Wire, string.Join(' ', Enumerable.Range(0, 5).Select(i => Texts.Part(Wire, i * 84, (i * 84) + 46))) },
        { "agency copy under a lead of its own", Wire, Texts.English(43, 70) + " " + Texts.Part(Wire, 80, 420) },
        { "live blog with one more entry on top", Texts.Part(Wire, 0, 300), Texts.English(44, 120) + " " + Texts.Part(Wire, 0, 300) },
        { "update with paragraphs before the old ones", Wire, Texts.English(45, 90) + " " + Wire },
        { "correction", Wire, "CORRECTED - This story corrects the spelling of a name in the third paragraph. " + Texts.Edited(Wire, 7, 120) },
        { "brief with a word changed", Brief, Brief.Replace("timber", "wood", StringComparison.Ordinal) },
        { "brief under a place and an agency", Brief, "PORT VALE (NWA) - " + Brief + " - NWA" },
        { "brief, shortened by a sentence", Brief, Brief[..Brief.IndexOf("Forty", StringComparison.Ordinal)] },
        { "Japanese wire copy", Texts.Japanese(1, 600), Texts.Japanese(1, 600)[..250] + Texts.Japanese(2, 80) + Texts.Japanese(1, 600)[330..] },
        { "Chinese copy under a lead of its own", Texts.Chinese(5, 800), Texts.Chinese(6, 180) + Texts.Chinese(5, 800)[180..] },
        { "Thai wire copy", Texts.Thai(1, 1600), Texts.Thai(1, 1600)[..700] + Texts.Thai(2, 200) + Texts.Thai(1, 1600)[900..] },
        { "Thai summary", Texts.Thai(1, 1600), Texts.Thai(1, 220) + "..." },
        { "Chinese brief with a sign changed", Texts.Chinese(3, 70), Texts.Chinese(3, 70)[..40] + "甲" + Texts.Chinese(3, 70)[41..] },
        { "table of results, with a word before it", Table(3), "Results of the day: " + Table(3) },
        { "rates, with a word before them", Rates("March 3", "5.87", "5.80"), "CORRECTED - " + Rates("March 3", "5.87", "5.80") },
    };

    public static TheoryData<string, string, string> Others => new()
    {
        { "tables of two days", Table(3), Table(4) },
        { "weather of two days", Weather("Monday", 12, 4, 35, 70), Weather("Tuesday", 17, 9, 20, 10) },
        { "markets of two days", Market(1), Market(2) },
        { "rates of two days", Rates("March 3", "5.87", "5.80"), Rates("March 10", "5.91", "5.84") },
        { "interviews with one list of questions", Interview(1), Interview(2) },
        { "briefs about two fires", Brief, "A fire broke out at a school on the market square early on Friday, the police said. Two people were hurt. The school stays closed until Monday." },
        { "two rounds of a live blog with one heading", Texts.English(46, 25) + " " + Texts.English(47, 300), Texts.English(46, 25) + " " + Texts.English(48, 300) },
        { "two Japanese articles with one closing line", Texts.Japanese(4, 300) + Texts.Japanese(6, 40), Texts.Japanese(5, 300) + Texts.Japanese(6, 40) },
        { "two Thai articles with one closing line", Texts.Thai(4, 900) + Texts.Thai(6, 100), Texts.Thai(5, 900) + Texts.Thai(6, 100) },
    };

    [Theory]
    [MemberData(nameof(Copies))]
    public void One_text(string what, string one, string other)
    {
        foreach (var (first, second) in ((string, string)[])[(one, other), (other, one)])
            Assert.True(CopyOf(first, second) == 1, what);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Two_texts(string what, string one, string other)
    {
        foreach (var (first, second) in ((string, string)[])[(one, other), (other, one)])
            Assert.True(CopyOf(first, second) is null, what);
    }

    /// <summary>Many of one kind on the same day, so that one chance likeness would show.</summary>
    [Fact]
    public void A_month_of_bulletins_stays_apart()
    {
        var groups = new CopyGroups(Options);
        string[] texts = [.. Enumerable.Range(1, 20).SelectMany(day => (string[])[Table(day), Market(day), Interview(day), Weather($"day {day}", day % 19, day % 7, day * 3 % 90, day * 5 % 100)])];
        for (var i = 0; i < texts.Length; i++)
            groups.Add(new SketchedText(i + 1, Sketcher.Sketch(null, texts[i], Options), Day.AddDays(i / 4)));

        Assert.All(Enumerable.Range(1, texts.Length), id => Assert.Null(groups.CopyOf(id)));
    }

    private static long? CopyOf(string first, string second)
    {
        var groups = new CopyGroups(Options);
        groups.Add(new SketchedText(1, Sketcher.Sketch("One headline", first, Options), Day));
        groups.Add(new SketchedText(2, Sketcher.Sketch("Another headline", second, Options), Day.AddHours(20)));
        return groups.CopyOf(2);
    }

    private static string Localised(string town, int seed) =>
        $"{Texts.English(seed, 45)} {town} {Release.Replace("e. ", $"e, also in {town}. ", StringComparison.Ordinal)} Contact: office of {town}, {seed * 1_117} {seed * 37}.";

    private static string Table(int day) => "The results and scorers: " + string.Join(' ', Enumerable.Range(0, 10).Select(i =>
        FormattableString.Invariant($"{Team(i + day)} {(day + i) % 4}, {Team((i * 3) + (day * 7))} {(day * i) % 3} ({Texts.English((day * 100) + i, 1)} {(day * 13 * (i + 1)) % 90}); attendance {(day * 7_919 * (i + 3)) % 40_000}.")));

    private static string Team(int number) => $"FC {Texts.English(500 + (number % 18), 1)}";

    private static string Weather(string day, int high, int low, int wind, int rain) => FormattableString.Invariant($"""
        The forecast for {day}: it will be partly cloudy in the morning with some sun in the afternoon, and temperatures of up to {high} degrees. In the night it cools down to
        {low} degrees. The wind comes from the west at {wind} kilometres per hour, and the chance of rain is {rain} per cent. The sun rises at 6.{low}2 and sets at 18.{high}.
        """);

    private static string Market(int day) => FormattableString.Invariant($"""
        The benchmark index closed at {4_000 + (day * 37 % 211)}.{day * 7 % 100} points, {day * 11 % 90}.{day % 10} points from the day before. Turnover was {day * 19 % 97}.{day * 3 % 10} billion.
        Gainers led losers by {day * 29 % 700} to {day * 31 % 500}, with {day * 17 % 90} shares unchanged. The ten-year yield stood at {day * 13 % 5}.{day * 41 % 100} per cent, and a barrel of oil
        cost {60 + (day * 23 % 31)}.{day * 43 % 100} dollars. Analysts had expected a quiet day ahead of the meeting of the central bank.
        """);

    private static string Rates(string day, string one, string other) => $"""
        WASHINGTON, {day} - The home loan bank board adjusted the rates on its short-term discount notes as follows. Maturity, new rate, old rate: 5-29 days 5.00 pct 5.00 pct;
        30-69 days {one} pct {other} pct; 70-88 days {other} pct {one} pct; 89-123 days 5.00 pct 5.00 pct; 124-150 days {one} pct 5.90 pct; 151-349 days 5.00 pct 5.00 pct;
        350-360 days {other} pct 5.85 pct. The notes are sold in pieces of 100,000 dollars.
        """;

    private static string Interview(int person) => string.Join(' ', Enumerable.Range(0, 9).Select(i =>
        $"{Texts.English(800 + i, 14)}? {Texts.English((person * 1_000) + 10_000 + i, 22)}"));
}
