using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Deduplicating;

/// <summary>When two texts count as one. The defaults were measured on labelled texts; sketches made under other sizes do not compare.</summary>
public sealed class DeduplicatingOptions
{
    /// <summary>Whether copies are looked for. Default true; false saves the cost.</summary>
    public bool Copies { get; init; } = true;

    /// <summary>Characters of a text that are looked at. Default 200 000.</summary>
    [Range(1_000, 10_000_000)]
    public int MaxTextLength { get; init; } = 200_000;

    /// <summary>Words of a shingle. Default 5.</summary>
    [Range(2, 20)]
    public int ShingleWords { get; init; } = 5;

    /// <summary>Words at the beginning of a text in which a summary must be found. Default 80.</summary>
    [Range(20, 500)]
    public int LeadWords { get; init; } = 80;

    /// <summary>Shingles of a text that are kept for the verdict. Default 256.</summary>
    [Range(32, 4_096)]
    public int MaxShingles { get; init; } = 256;

    /// <summary>Of so many shingles in a row of the lead, one at least is a key. Default 16.</summary>
    [Range(1, 256)]
    public int LeadKeySpan { get; init; } = 16;

    /// <summary>Of so many shingles in a row of the text, one at least is a key. Default 128.</summary>
    [Range(1, 1_024)]
    public int KeySpan { get; init; } = 128;

    /// <summary>Keys of a text that are kept, the smallest. Default 40.</summary>
    [Range(8, 1_000)]
    public int MaxKeys { get; init; } = 40;

    /// <summary>Keys that a text has at least, if it has as many shingles. Default 6.</summary>
    [Range(1, 8)]
    public int MinKeys { get; init; } = 6;

    /// <summary>Texts with fewer words are judged together with their headline. Default 12.</summary>
    [Range(1, 100)]
    public int ShortWords { get; init; } = 12;

    /// <summary>Groups of copies in which a key may stand; one in more is furniture and says nothing. Default 25.</summary>
    [Range(2, 1_000)]
    public int MaxGroupsPerKey { get; init; } = 25;

    /// <summary>Texts that one is held against, those that share the most keys. Default 20.</summary>
    [Range(1, 1_000)]
    public int MaxCandidates { get; init; } = 20;

    /// <summary>Shingles that copies share at least. Default 8.</summary>
    [Range(1, 100)]
    public int MinShared { get; init; } = 8;

    /// <summary>Share of the shorter text that stands in the longer one when both are one body. Default 0.50.</summary>
    [Range(0.1, 1)]
    public double SameOfShorter { get; init; } = 0.50;

    /// <summary>Share of the longer text that stands in the shorter one when both are one body. Default 0.45.</summary>
    [Range(0.1, 1)]
    public double SameOfLonger { get; init; } = 0.45;

    /// <summary>Share of both texts above which one likeness makes a text a copy of the other's whole group. Default 0.65.</summary>
    [Range(0.1, 1)]
    public double BeyondDoubt { get; init; } = 0.65;

    /// <summary>Share of a summary that stands in the longer text. Default 0.80.</summary>
    [Range(0.1, 1)]
    public double SummaryInText { get; init; } = 0.80;

    /// <summary>Share of a summary that stands in the longer text's lead; elsewhere it is a quotation. Default 0.60.</summary>
    [Range(0.1, 1)]
    public double SummaryInLead { get; init; } = 0.60;

    /// <summary>Share of the shorter text from which on texts are related. Default 0.12.</summary>
    [Range(0.01, 1)]
    public double Related { get; init; } = 0.12;

    /// <summary>Words below which two texts may be two bulletins of one template. Default 200.</summary>
    [Range(0, 10_000)]
    public int TemplateWords { get; init; } = 200;

    /// <summary>Words for each figure below which a longer text may be a bulletin too, say of a market. Default 24.</summary>
    [Range(1, 1_000)]
    public int TemplateSpacing { get; init; } = 24;

    /// <summary>Figures of a text that are looked at, the first. Default 64.</summary>
    [Range(1, 1_000)]
    public int MaxFigures { get; init; } = 64;

    /// <summary>Figures, of both texts, from which on they tell bulletins apart. Default 6.</summary>
    [Range(1, 1_000)]
    public int TemplateFigures { get; init; } = 6;

    /// <summary>Share of the figures of the text with fewer that copies have in common. Default 0.50.</summary>
    [Range(0.0, 1)]
    public double FiguresInCommon { get; init; } = 0.50;

    /// <summary>Words for each figure below which a text is a table in words, say of rates. Default 6.</summary>
    [Range(1, 100)]
    public int TableSpacing { get; init; } = 6;

    /// <summary>Share of the figures of the table with fewer that copies have in common. Default 0.85.</summary>
    [Range(0.0, 1)]
    public double FiguresInCommonOfTables { get; init; } = 0.85;

    /// <summary>Share of the shorter text above which figures are not looked at. Default 0.97.</summary>
    [Range(0.1, 1)]
    public double Verbatim { get; init; } = 0.97;

    /// <summary>Time between two texts above which only equal ones are copies. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(30);
}
