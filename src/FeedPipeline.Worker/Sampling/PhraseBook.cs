using System.Globalization;

namespace FeedPipeline.Worker.Sampling;

/// <summary>What the sample site's newsroom says in one language. In every phrase, {0} is the seed's headline, {1} a place, {2} a number.</summary>
internal sealed record PhraseBook
{
    /// <summary>Fictional.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>Variants of a headline.</summary>
    public required IReadOnlyList<string> Headlines { get; init; }

    /// <summary>First paragraphs; the number makes each the only one of its kind.</summary>
    public required IReadOnlyList<string> Leads { get; init; }

    /// <summary>The paragraph that an edit adds.</summary>
    public required string Addition { get; init; }

    /// <summary>A headline once it was put right.</summary>
    public required string Correction { get; init; }

    private static PhraseBook English { get; } = new()
    {
        Places = ["Port Ellery", "Upper Merrow", "Dunmarch", "Garrow Point", "Stroma", "Cape Lorne", "Hallin", "Orrbridge"],
        Headlines = ["{1}: {0}", "{0}, says {1}", "{1} asks again: {0}", "{0} ({2} in {1})"],
        Leads =
        [
            "{1} counted {2} visitors this week, more than in any week since the town keeps a record.",
            "The council of {1} has received {2} letters on the matter and means to answer all of them.",
            "It took {2} days, three committees and a good deal of tea until {1} agreed.",
        ],
        Addition = "Later in the day {1} put the figure at {2} and apologised to everybody who had counted by hand.",
        Correction = "{0} (corrected)",
    };

    private static PhraseBook German { get; } = new()
    {
        Places = ["Greifenau", "Seefelden", "Altenbruch", "Lüttensiel", "Wenderode", "Nordmark"],
        Headlines = ["{1}: {0}", "{0} – Neues aus {1}", "{0} ({2} in {1})"],
        Leads =
        [
            "In {1} sind dazu bisher {2} Zuschriften eingegangen, so viele wie noch nie.",
            "Nach {2} Tagen, drei Ausschüssen und viel Kaffee hat sich {1} geeinigt.",
        ],
        Addition = "Am Nachmittag nannte {1} die Zahl {2} und bat alle um Entschuldigung, die von Hand gezählt hatten.",
        Correction = "{0} (berichtigt)",
    };

    private static PhraseBook Spanish { get; } = new()
    {
        Places = ["Valdearroyo", "Punta Brisa", "Robledal", "Villasauce", "Peñamora", "Fuenteclara"],
        Headlines = ["{1}: {0}", "{0}, según {1}", "{0} ({2} en {1})"],
        Leads =
        [
            "En {1} se han recibido {2} cartas sobre el asunto, más que en ningún otro año.",
            "Hicieron falta {2} días, tres comisiones y mucho café para que {1} se pusiera de acuerdo.",
        ],
        Addition = "Por la tarde, {1} dio la cifra de {2} y pidió disculpas a quienes habían contado a mano.",
        Correction = "{0} (corregido)",
    };

    /// <summary>The one of a language; English where the newsroom does not speak it.</summary>
    public static PhraseBook Of(string language) => language switch
    {
        "de" => German,
        "es" => Spanish,
        _ => English,
    };

    /// <summary>A phrase with its blanks filled in.</summary>
    public static string Say(string phrase, string headline, string place, int number) =>
        string.Format(CultureInfo.InvariantCulture, phrase, headline, place, number);
}
