using FeedPipeline.Documents;
using FeedPipeline.Normalizing;

namespace FeedPipeline.Tests.Normalizing;

/// <summary>The two texts that define the format. They are not ours to ship, so their folder is named by the environment.</summary>
public sealed class CorpusTests
{
    [SkippableFact]
    public void Writing_the_defining_texts_is_a_fixed_point() => Assert.All(Texts(), text =>
    {
        var canonical = SeedText.Write(SeedText.Read(text)!.ToArticle());

        Assert.Equal(canonical, SeedText.Write(SeedText.Read(canonical)!.ToArticle()));
        Assert.DoesNotContain("Most Popular", canonical, StringComparison.Ordinal);
    });

    [SkippableFact]
    public void The_defining_texts_are_read_alike_in_every_layout() => Assert.All(Texts(), text =>
    {
        var canonical = SeedText.Write(SeedText.Read(text)!.ToArticle());

        Assert.All(TextVariants.Of(text), variant => Assert.Equal(canonical, SeedText.Write(SeedText.Read(variant)!.ToArticle())));
    });

    [SkippableFact]
    public void Items_that_carry_the_defining_texts_become_the_same_articles() => Assert.All(Texts(), text =>
    {
        var seed = SeedText.Read(text)!;

        Assert.All(HtmlSeeds.ItemsOf(seed), item =>
            Assert.Equal(SeedText.Write(seed.ToArticle()), SeedText.Write(ArticleNormalizer.Normalize(new FeedDocument(), item))));
    });

    private static List<string> Texts()
    {
        var corpus = Environment.GetEnvironmentVariable("FEEDPIPELINE_CORPUS");
        Skip.If(corpus is null, "FEEDPIPELINE_CORPUS does not name the corpus folder");
        var texts = Directory.GetFiles(Path.Combine(corpus, "..", "seeds"), "*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        Assert.NotEmpty(texts);
        return texts;
    }
}
