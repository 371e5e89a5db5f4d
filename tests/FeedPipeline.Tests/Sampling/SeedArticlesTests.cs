using FeedPipeline.Configuring;
using FeedPipeline.Normalizing;
using FeedPipeline.Worker.Sampling;

namespace FeedPipeline.Tests.Sampling;

public sealed class SeedArticlesTests
{
    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(SampleSeed.DefaultDirectory).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_seed_article_has_all_its_parts(string name)
    {
        var text = Text(name);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var seed = SeedText.Read(text)!;

        Assert.Equal((lines[0], lines[1]), (seed.Headline, seed.Dek));
        Assert.Equal(lines[2], $"By {string.Join(", ", seed.Authors)} - {seed.Published:MMMM d yyyy}");
        Assert.Equal(lines[3].StartsWith('(') ? lines[3][15..^1] : null, seed.PhotoCredit);
        Assert.Equal(lines.Skip(seed.PhotoCredit is null ? 3 : 4).Where(line => line != "Most Popular"), seed.Paragraphs);
        Assert.InRange(seed.Paragraphs.Count, 6, 11);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_canonical_text_is_a_fixed_point(string name)
    {
        var canonical = SeedText.Write(SeedText.Read(Text(name))!.ToArticle());

        Assert.Equal(canonical, SeedText.Write(SeedText.Read(canonical)!.ToArticle()));
        Assert.DoesNotContain("Most Popular", canonical, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_languages_are_spoken() =>
        Assert.Equal(["de", "en", "es"], SampleNews.Seeds.Select(seed => seed.Language).Distinct().Order());

    [Fact]
    public void The_list_of_public_feeds_is_read_whole()
    {
        var list = Opml.Read(File.ReadAllBytes(Path.Combine(SampleSeed.DefaultDirectory, "..", "feeds.opml")));

        Assert.Null(list.Refusal);
        Assert.Empty(list.Problems);
        Assert.InRange(list.Feeds.Count, 12, 20);
        Assert.All(list.Feeds, feed => Assert.Single(feed.Feed.Tags));
        Assert.Equal(list.Feeds.Count, list.Feeds.Select(feed => feed.Feed.Name).Distinct().Count());
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(SampleSeed.DefaultDirectory, name));
}
