using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Normalizing;

namespace FeedPipeline.Tests.Normalizing;

public sealed class SeedTextTests
{
    public static TheoryData<string> Canonicals => SampleTexts.Canonicals;

    [Theory]
    [MemberData(nameof(Canonicals))]
    public void A_canonical_text_is_written_as_it_was_read(string text) =>
        Assert.Equal(text, SeedText.Write(SeedText.Read(text)!.ToArticle()));

    [Fact]
    public void Every_part_of_a_text_is_read()
    {
        var seed = SeedText.Read(SampleTexts.Canonical)!;

        Assert.Equal("Harbour bridge reopens after two years of repairs: Port Authority", seed.Headline);
        Assert.Equal("Ferries will keep running until the end of the month, the city council says", seed.Dek);
        Assert.Equal("News Desk", seed.Byline);
        Assert.Equal(["News Desk"], seed.Authors);
        Assert.Equal(new DateOnly(2023, 3, 5), seed.Published);
        Assert.Equal(DatePrecision.Day, seed.Precision);
        Assert.Equal("City Archive", seed.PhotoCredit);
        Assert.Equal(3, seed.Paragraphs.Count);
        Assert.Empty(seed.Furniture);
    }

    [Fact]
    public void A_dense_text_without_blank_lines_is_read()
    {
        var seed = SeedText.Read(SampleTexts.Dense)!;

        Assert.Equal("Tickets for the first journeys were gone within an hour.", seed.Dek);
        Assert.Equal(4, seed.Paragraphs.Count);
        Assert.Equal("“The demand surprised us,” board member Ilse Maar said on 2 October.", seed.Paragraphs[1]);
        Assert.Equal(["Most Popular"], seed.Furniture);
    }

    [Theory]
    [InlineData(SampleTexts.Canonical)]
    [InlineData(SampleTexts.Dense)]
    public void Spacing_line_ends_and_furniture_do_not_change_the_record(string text)
    {
        var expected = SeedText.Write(SeedText.Read(text)!.ToArticle());

        Assert.All(TextVariants.Of(text), variant => Assert.Equal(expected, SeedText.Write(SeedText.Read(variant)!.ToArticle())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF\r\n \u00A0\n")]
    public void A_text_without_a_line_is_no_article(string text) => Assert.Null(SeedText.Read(text));

    [Fact]
    public void One_line_under_the_headline_and_a_blank_line_are_the_dek()
    {
        var seed = SeedText.Read("Headline\nA dek\n\nOne.\n\nTwo.")!;

        Assert.Equal("A dek", seed.Dek);
        Assert.Equal(["One.", "Two."], seed.Paragraphs);
    }

    [Fact]
    public void Without_byline_several_lines_under_the_headline_are_the_body()
    {
        var seed = SeedText.Read("Headline\nOne.\nTwo.\n\nThree.")!;

        Assert.Null(seed.Dek);
        Assert.Equal(["One.", "Two.", "Three."], seed.Paragraphs);
    }

    [Fact]
    public void A_line_after_the_headline_at_the_end_is_the_body() => Assert.Equal(["One."], SeedText.Read("Headline\nOne.")!.Paragraphs);

    [Theory]
    [InlineData("By Jane Doe and John Roe - 28 July 2021")]
    [InlineData("By Jane Doe, John Roe | Wednesday, July 28th, 2021 10:15 GMT")]
    [InlineData("Von Jane Doe und John Roe, 28. Juli 2021")]
    [InlineData("Par Jane Doe et John Roe – 28 juillet 2021")]
    [InlineData("By Jane Doe & John Roe — 2021-07-28")]
    [InlineData("By Jane Doe; John Roe - ٢٨ يوليو ٢٠٢١")]
    [InlineData("By Jane Doe, John Roe, Port Correspondents - July 28 2021 | Updated July 29 2021")]
    public void Byline_lines_of_other_houses_are_read(string line)
    {
        var seed = SeedText.Read($"Headline\nDek\n{line}\n\nParagraph.")!;

        Assert.Equal(new DateOnly(2021, 7, 28), seed.Published);
        Assert.Equal(["Jane Doe", "John Roe"], seed.Authors);
        Assert.Equal("Dek", seed.Dek);
    }

    [Fact]
    public void A_sentence_that_begins_with_by_is_no_byline()
    {
        var seed = SeedText.Read("Headline\nBy accident or design, the plan failed\n\nBy Friday the town was dry again.")!;

        Assert.Null(seed.Byline);
        Assert.Equal("By accident or design, the plan failed", seed.Dek);
    }

    [Fact]
    public void The_day_is_the_one_at_the_publishers_own_offset()
    {
        var article = new Article
        {
            Headline = "Headline",
            Authors = ["News Desk"],
            PublishedAt = new DateTimeOffset(2021, 7, 27, 22, 30, 0, TimeSpan.Zero),
            PublishedPrecision = DatePrecision.Minute,
            PublishedOffset = TimeSpan.FromHours(3),
        };

        Assert.Equal("Headline\nBy News Desk - July 28 2021\n", SeedText.Write(article));
    }

    [Theory]
    [InlineData("By News Desk - July 28 2021\n\nOne.")]
    [InlineData("(Photo credit: AFP)\n\nOne.")]
    [InlineData("One.\n\nMost Popular")]
    [InlineData("One. Most Popular")]
    [InlineData("One.\nTwo.\n \nThree\u00A0 .")]
    public void Any_article_is_written_so_that_it_is_read_alike(string body)
    {
        var text = SeedText.Write(new Article { Headline = "By\nchance", Dek = "A dek", Body = body });

        Assert.Equal(text, SeedText.Write(SeedText.Read(text)!.ToArticle()));
    }

    [Fact]
    public void Written_texts_are_fixed_points_whatever_they_are_made_of()
    {
        string[] parts = ["By Jane Doe", "July 28 2021", "By A - May 1 2020", "(Photo credit: X)", "Most Popular", "Prose goes on.", "Prose", "Photo: X", "Said he.Most Read", "\u200B", "Advertisement"];
        var random = new Random(20210728);
        string Pick() => parts[random.Next(parts.Length)];

        for (var i = 0; i < 2000; i++)
        {
            var article = new Article
            {
                Headline = Pick(),
                Dek = random.Next(2) == 0 ? null : Pick(),
                Authors = random.Next(2) == 0 ? [] : [Pick(), Pick()],
                Byline = random.Next(2) == 0 ? null : Pick(),
                PublishedAt = random.Next(2) == 0 ? null : new DateTimeOffset(2021, 7, random.Next(1, 32), 1, 0, 0, TimeSpan.Zero),
                PhotoCredit = random.Next(2) == 0 ? null : Pick(),
                Body = random.Next(4) == 0 ? null : string.Join("\n\n", Enumerable.Range(0, random.Next(1, 5)).Select(_ => Pick())),
            };
            var text = SeedText.Write(article);

            Assert.Equal(text, SeedText.Write(SeedText.Read(text)!.ToArticle()));
        }
    }
}
