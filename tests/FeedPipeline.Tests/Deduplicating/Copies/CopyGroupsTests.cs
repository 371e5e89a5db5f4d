using System.Globalization;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Deduplicating.Copies;

namespace FeedPipeline.Tests.Deduplicating.Copies;

public sealed class CopyGroupsTests
{
    private static readonly DeduplicatingOptions Options = new();
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly string Story = Texts.English(1, 400);
    private static readonly string Brief = Texts.English(2, 80);

    public static TheoryData<string, string, string> Copies => new()
    {
        { "repost", Story, Story.ToUpperInvariant().Replace(" ", "\n\n", StringComparison.Ordinal) },
        { "repost with furniture", Story, $"Home World Sport {Story} {Texts.English(9, 60)}" },
        { "wire copy", Story, Texts.Edited(Story, 3, 18) },
        { "wire copy, cut", Story, Texts.Part(Story, 0, 260) },
        { "update", Story, $"{Story} {Texts.English(4, 150)}" },
        { "summary", Story, Texts.Part(Story, 0, 30) + " … Read more" },
        { "summary after a headline of its own", Story, Texts.English(5, 6) + " " + Texts.Part(Story, 0, 55) },
        { "summary of a long text", $"{Story} {Texts.English(6, 4000)}", Texts.Part(Story, 0, 30) + " […]" },
        { "Chinese wire copy", Texts.Chinese(1, 500), Texts.Chinese(1, 300) + Texts.Chinese(2, 60) + Texts.Chinese(1, 500)[300..] },
        { "Chinese summary", Texts.Chinese(1, 800), Texts.Chinese(1, 90) + "……" },
        { "two words of text", "Flooding", "Flooding" },
    };

    public static TheoryData<string, string, string, bool> Others => new()
    {
        { "other text", Story, Texts.English(7, 400), false },
        { "follow-up that quotes", Story, $"{Texts.English(7, 260)} {Texts.Part(Story, 100, 230)} {Texts.English(8, 60)}", true },
        { "brief as background", Brief, $"{Texts.English(7, 240)} {Brief}", true },
        { "Chinese follow-up", Texts.Chinese(1, 500), Texts.Chinese(3, 500) + Texts.Chinese(1, 200), true },
        { "bulletins of one template", Bulletin(11), Bulletin(12), true },
        { "long bulletins of one template", string.Join(' ', Enumerable.Range(0, 5).Select(Bulletin)), string.Join(' ', Enumerable.Range(20, 5).Select(Bulletin)), true },
        { "nothing", "", "", false },
        { "the same few words", "Read more", "Read more", false },
    };

    [Theory]
    [MemberData(nameof(Copies))]
    public void Copies_are_found_in_either_order(string what, string one, string other)
    {
        foreach (var (first, second) in ((string, string)[])[(one, other), (other, one)])
            Assert.True(Group(Text(1, first, "Heavy rain over the hills of the north leaves three villages cut off"), Text(2, second, "Heavy rain over the hills of the north leaves three villages cut off")).CopyOf(2) == 1, what);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Other_texts_are_not(string what, string one, string other, bool related)
    {
        foreach (var (first, second) in ((string, string)[])[(one, other), (other, one)])
        {
            var groups = Group(Text(1, first), Text(2, second));

            Assert.True(groups.CopyOf(1) is null && groups.CopyOf(2) is null, what);
            Assert.Equal(related ? [1] : [], groups.Related(2));
        }
    }

    [Fact]
    public void The_oldest_is_the_original_whenever_it_arrives()
    {
        var groups = Group(Text(1, Story, at: Day.AddHours(2)), Text(2, Texts.Edited(Story, 1, 20), at: Day.AddHours(1)), Text(3, Story, at: Day), Text(4, Story, at: Day));

        Assert.Equal([3L, 3L, null, 3L], [groups.CopyOf(1), groups.CopyOf(2), groups.CopyOf(3), groups.CopyOf(4)]);
    }

    [Fact]
    public void Without_a_date_the_earlier_is_the_original()
    {
        var groups = new CopyGroups(Options);
        groups.Add(new SketchedText(1, Sketcher.Sketch(null, Story, Options), null));
        groups.Add(new SketchedText(2, Sketcher.Sketch(null, Story, Options), Day));

        Assert.Null(groups.CopyOf(1));
        Assert.Equal(1, groups.CopyOf(2));
    }

    [Fact]
    public void A_text_that_a_hundred_outlets_take_is_one_group()
    {
        var groups = Group([.. Enumerable.Range(1, 100).Select(i => Text(i, Texts.Edited(Story, i, 25)))]);

        Assert.All(Enumerable.Range(2, 99), i => Assert.Equal(1, groups.CopyOf(i)));
    }

    [Fact]
    public void Furniture_of_a_site_makes_no_copies()
    {
        var groups = Group([.. Enumerable.Range(1, 100).Select(i => Text(i, $"{Texts.English(1000 + i, 150)} {Texts.English(9, 120)}"))]);

        Assert.All(Enumerable.Range(1, 100), i => Assert.Null(groups.CopyOf(i)));
    }

    [Fact]
    public void After_a_month_only_equal_texts_are_copies()
    {
        var groups = Group(Text(1, Story), Text(2, Texts.Edited(Story, 1, 20), at: Day.AddDays(31)), Text(3, Story, at: Day.AddDays(300)));

        Assert.Equal([null, 1L], [groups.CopyOf(2), groups.CopyOf(3)]);
        Assert.Equal([1L, 3L], groups.Related(2));
    }

    /// <summary>Interviews with one list of questions: each group is far from the other, and two of their members chance to be near.</summary>
    [Fact]
    public void One_likeness_among_many_does_not_chain_two_groups()
    {
        var questions = Texts.English(20, 300);
        var one = $"{Texts.English(21, 100)} {questions} {Texts.English(22, 350)}";
        var other = $"{Texts.English(23, 100)} {questions} {Texts.English(24, 350)}";
        var (cut, near) = (Texts.Part(one, 0, 500), Texts.Part(other, 0, 550));
        var groups = Group(Text(1, one), Text(2, Texts.Edited(one, 1, 60)), Text(3, cut), Text(4, other), Text(5, near), Text(6, Texts.Edited(other, 1, 60)));

        Assert.Equal(Kinship.Body, CopyRule.Judge(Sketcher.Sketch(null, cut, Options), Sketcher.Sketch(null, near, Options), null, Options).Kinship);
        Assert.Equal([1L, 1L, null, 4L, 4L], [groups.CopyOf(2), groups.CopyOf(3), groups.CopyOf(4), groups.CopyOf(5), groups.CopyOf(6)]);
    }

    /// <summary>The way of the pipeline: of what is stored only the texts that share keys with the new ones are at hand.</summary>
    [Fact]
    public void Texts_that_were_judged_before_are_recalled()
    {
        var wire = Texts.Edited(Story, 1, 12);
        SketchedText[] stored = [Text(1, Story, at: Day.AddHours(1)), Text(2, wire)];
        var before = new CopyGroups(Options);
        var keys = stored.Select(text => before.Add(text)).ToList();

        var after = new CopyGroups(Options);
        after.Recall(stored[0], original: 2, keys[0]);
        after.Recall(stored[1], original: 2, keys[1]);
        var added = after.Add(Text(3, Texts.Part(wire, 0, 60)));

        Assert.Equal(2, before.CopyOf(1));
        Assert.Equal([2L, 2L], [after.CopyOf(1), after.CopyOf(3)]);
        Assert.Empty(added.Intersect(keys[0].Concat(keys[1])));
    }

    [Fact]
    public void Crowded_keys_find_only_what_is_equal()
    {
        var (one, other) = (Text(1, Story), Text(2, Story + " again"));
        var groups = new CopyGroups(Options);
        groups.Recall(one, original: 1, []);
        foreach (var key in one.Sketch.Keys)
            groups.RecallHolders(key, Options.MaxGroupsPerKey + 1);

        groups.Add(other);
        groups.Add(Text(3, Story));

        Assert.Null(groups.CopyOf(2));
        Assert.Equal(1, groups.CopyOf(3));
    }

    /// <summary>A turn of phrase stands in many texts, and is no reason to hold them against each other.</summary>
    [Theory]
    [InlineData(CopyGroups.RareGroups, 1, true)]
    [InlineData(CopyGroups.RareGroups + 1, 1, false)]
    [InlineData(CopyGroups.RareGroups + 1, 2, true)]
    public void One_key_finds_a_text_while_it_is_rare(int holders, int keys, bool isFound)
    {
        var one = Text(1, Story);
        var groups = new CopyGroups(Options);
        foreach (var key in one.Sketch.Keys.Take(keys))
            groups.RecallHolders(key, holders - 1);
        groups.Recall(one, original: 1, one.Sketch.Keys.Take(keys));

        groups.Add(Text(2, Story + " again"));

        Assert.Equal(isFound ? 1 : null, groups.CopyOf(2));
    }

    /// <summary>Not by chance: of so many shingles in a row one is a key wherever they stand.</summary>
    [Theory]
    [InlineData(0, 13)]
    [InlineData(40, 20)]
    [InlineData(200, 132)]
    public void Words_in_a_row_give_a_key_to_be_found_by(int first, int words)
    {
        Assert.All(Enumerable.Range(1, 200), i =>
        {
            var text = Texts.English(i, 400);
            var part = Texts.Part(text, first, first + words);
            var other = first < Options.LeadWords ? part : $"{Texts.English(5_000 + i, 150)} {part}";

            Assert.NotEmpty(Sketcher.Sketch(null, text, Options).Keys.Intersect(Sketcher.Sketch(null, other, Options).Keys));
        });
    }

    [Fact]
    public void A_sketch_has_a_limit_however_long_the_text()
    {
        var sketch = Sketcher.Sketch(null, Texts.English(1, 20_000), Options);

        Assert.InRange(sketch.Keys.Count, 14, Options.MaxKeys);
        Assert.InRange(sketch.Body.Length, Options.MaxShingles / 4, Options.MaxShingles);
        Assert.InRange(sketch.Lead.Length, 70, 80);
    }

    private static string Bulletin(int day) => string.Create(CultureInfo.InvariantCulture, $"""
        The river at Castra measured {day * 7 % 97} centimetres at noon, {day * 11 % 97} centimetres above the mean. Winds will blow from the north at {day * 13 % 97} kilometres
        per hour with gusts of up to {day * 17 % 97}. Turnover was {day * 19 % 97}.{day % 10} million units while {day * 23 % 97} stocks advanced and {day * 29 % 97} declined.
        Readers are invited to send corrections to the desk before the end of the day.
        """);

    private static SketchedText Text(long id, string text, string? headline = null, DateTimeOffset? at = null) => new(id, Sketcher.Sketch(headline, text, Options), at ?? Day);

    private static CopyGroups Group(params SketchedText[] texts)
    {
        var groups = new CopyGroups(Options);
        foreach (var text in texts)
            groups.Add(text);
        return groups;
    }
}
