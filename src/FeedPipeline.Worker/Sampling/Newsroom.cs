namespace FeedPipeline.Worker.Sampling;

/// <summary>Writes the sample site's articles: which words the article of a number has is decided by seeds, seed and number alone.</summary>
internal sealed class Newsroom(IReadOnlyList<SampleSeed> seeds, long seed)
{
    private const int FromSeed = 2;
    private const int FewestFromOthers = 3;
    private const int FirstFigure = 120;
    private const int FigureStep = 7;

    /// <summary>Decides the words, and is part of every article's key.</summary>
    public long Seed => seed;

    // Lots of edits must not follow those of the article itself.
    private const long EditLots = 1L << 40;

    /// <summary>Headline, dek, names and body of an article; the caller knows when and where it appears.</summary>
    public (SampleSeed From, string Headline, IReadOnlyList<string> Paragraphs) Write(int number)
    {
        var (round, place) = Math.DivRem(number, seeds.Count);
        var from = SeedOf(round, place);
        var book = PhraseBook.Of(from.Language);
        var lots = new Lots(seed, number);
        var (town, figure) = (lots.One(book.Places), Figure(number, lots));
        var headline = PhraseBook.Say(lots.One(book.Headlines), from.Text.Headline, town, figure);
        var lead = PhraseBook.Say(lots.One(book.Leads), from.Text.Headline, town, figure);
        var others = seeds.Where(other => other.Language == from.Language && other != from).SelectMany(other => other.Text.Paragraphs);
        return (from, headline,
        [
            lead,
            .. OfSeed(from.Text.Paragraphs, round),
            .. lots.Some(others, FewestFromOthers + lots.Below(2)),
        ]);
    }

    /// <summary>The words of the article that every run has, whatever its seed.</summary>
    public (SampleSeed From, string Headline, IReadOnlyList<string> Paragraphs) WriteStanding() => new Newsroom(seeds, 0).Write(0);

    /// <summary>The article with one more paragraph.</summary>
    public SampleArticle Extend(SampleArticle article)
    {
        var book = PhraseBook.Of(article.Language);
        var lots = new Lots(seed, EditLots + article.Number);
        var addition = PhraseBook.Say(book.Addition, article.Headline, lots.One(book.Places), Figure(article.Number, lots));
        return article with { Paragraphs = [.. article.Paragraphs, addition] };
    }

    /// <summary>The article with its headline put right.</summary>
    public static SampleArticle Correct(SampleArticle article) =>
        article with { Headline = PhraseBook.Say(PhraseBook.Of(article.Language).Correction, article.Headline, string.Empty, 0) };

    /// <summary>Every seed once, in an order drawn by lot, before any comes again.</summary>
    private SampleSeed SeedOf(int round, int place) => new Lots(seed, -1 - round).Some(seeds, seeds.Count)[place];

    /// <summary>Others in every round, so that articles of one seed are no copies of one another.</summary>
    private static IEnumerable<string> OfSeed(IReadOnlyList<string> paragraphs, int round) =>
        Enumerable.Range(0, Math.Min(FromSeed, paragraphs.Count)).Select(at => paragraphs[((round * FromSeed) + at) % paragraphs.Count]);

    private static int Figure(int number, Lots lots) => FirstFigure + (number * FigureStep) + lots.Below(FigureStep);
}
