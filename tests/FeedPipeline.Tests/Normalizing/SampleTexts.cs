namespace FeedPipeline.Tests.Normalizing;

/// <summary>Invented articles in the layouts that seed texts come in.</summary>
internal static class SampleTexts
{
    public const string Canonical = """
        Harbour bridge reopens after two years of repairs: Port Authority
        Ferries will keep running until the end of the month, the city council says
        By News Desk - March 5 2023

        (Photo credit: City Archive)

        The old harbour bridge carried its first cars in two years on Sunday, after engineers replaced all of its four hundred rivets.

        “We counted them twice,” said site manager Ada Lindqvist, adding that “the ‘temporary’ ferry has become (…) rather popular.”

        Traffic is limited to one lane until 12 April 2023, when the second deck opens.

        """;

    public const string Dense = "Night trains return to the northern coast: Rail Board\n"
        + "Tickets for the first journeys were gone within an hour.\nBy News Desk - October 9 2021\n"
        + "Sleeping cars will run between the capital and the coast again from spring, the rail board says.\n"
        + "“The\u00A0 demand surprised us,” board member Ilse Maar said on 2 October.\n"
        + "During her\u00A0 talk with\u00A0reporters, she also named the price: forty crowns.\n\n"
        + "The last night train had left in December of 2009.\n\nMost Popular";

    /// <summary>Texts exactly as they are written.</summary>
    public static TheoryData<string> Canonicals => new(
        Canonical,
        "Only a headline\n",
        "Only a headline\n\nAnd a paragraph.\n",
        "Headline\nA dek without a byline\n\nParagraph one.\n\nParagraph two.\n",
        "Headline\nA dek\nMay 1 2020\n\nParagraph.\n",
        "Headline\nMay 1 2020\n\nParagraph.\n",
        "By the river, a town waits\nBy Jane Doe, John Roe - May 31 2020\n\nParagraph.\n",
        "By Ada Lindqvist\nBy Ada Lindqvist\n\nParagraph.\n",
        "Headline\nBy Reuters - February 29 2024\n",
        "Headline\n\n(Photo credit: AFP)\n\nParagraph.\n",
        "Headline\nDek\n\n(Photo credit: Jane Doe (AFP))\n",
        "Headline\n\nParagraph one.\n\nA sub-head\n\nParagraph two, read more than once. Most Popular was the old one, she said.\n",
        "Headline\n\nParagraph one.\n\nJuly 28 2021\n\nA chronicle's paragraph.\n",
        "港の橋が再開\n二年ぶりの開通\nBy 編集部 - March 5 2023\n\n橋は日曜日に再開した。\n",
        "عودة القطارات الليلية\nBy مكتب الأخبار - March 5 2023\n\nتعود القطارات في الربيع.\n");
}
