using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;

namespace FeedPipeline.Tests.Deduplicating;

public sealed class CorrectionNotesTests
{
    private static readonly Article Before = new() { Headline = "Bridge opens", Body = "The bridge opened on Sunday." };

    [Theory]
    [InlineData("Correction: It opened on Monday.")]
    [InlineData("CORRECTION (Mar 2): It opened on Monday.")]
    [InlineData("Editor’s note: It opened on Monday.")]
    [InlineData("Clarification: It opened on Monday.")]
    [InlineData("This article was amended on 2 March because it opened on Monday.")]
    [InlineData("An earlier version of this story said Sunday.")]
    [InlineData("Korrektur: Sie wurde am Montag eröffnet.")]
    [InlineData("Korrekturhinweis: Sie wurde am Montag eröffnet.")]
    [InlineData("Anmerkung der Redaktion: In einer früheren Version dieses Artikels hieß es Sonntag.")]
    [InlineData("Rectificatif : il a ouvert lundi.")]
    [InlineData("Fe de erratas: abrió el lunes.")]
    [InlineData("Fe de errata: abrió el lunes.")]
    [InlineData("Corrección: abrió el lunes.")]
    [InlineData("Errata corrige: ha aperto lunedì.")]
    [InlineData("Rettifica: ha aperto lunedì.")]
    [InlineData("Correção: abriu na segunda-feira.")]
    [InlineData("Rectificatie: de brug ging maandag open.")]
    [InlineData("Rättelse: bron öppnades i måndags.")]
    [InlineData("Sprostowanie: most otwarto w poniedziałek.")]
    [InlineData("Исправление: мост открыли в понедельник.")]
    [InlineData("【訂正】開通は月曜日でした。")]
    [InlineData("정정: 월요일에 개통했다.")]
    public void A_note_that_is_new_makes_a_correction(string note) => Assert.Equal(RevisionClass.Correction, Class(Before, Before with { Body = $"{Before.Body}\n\n{note}" }));

    [Theory]
    [InlineData("This story has been retracted.")]
    [InlineData("Retraction: the bridge is closed.")]
    [InlineData("RETRACTED — the bridge is closed.")]
    [InlineData("We have retracted this article.")]
    [InlineData("Dieser Artikel wurde zurückgezogen.")]
    [InlineData("Cet article a été retiré.")]
    [InlineData("Este artículo ha sido retirado.")]
    [InlineData("Questo articolo è stato ritirato.")]
    [InlineData("Esta reportagem foi retirada.")]
    [InlineData("Dit artikel is ingetrokken.")]
    [InlineData("【撤回】記事を取り消します。")]
    public void A_note_that_takes_it_back_makes_a_retraction(string note)
    {
        Assert.Equal(RevisionClass.Retraction, Class(Before, Before with { Body = $"{note}\n\n{Before.Body}" }));
        Assert.Equal(RevisionClass.Retraction, Class(Before, Before with { Body = note }));
    }

    [Theory]
    [InlineData("RETRACTED: Bridge opens")]
    [InlineData("[Withdrawn] Bridge opens")]
    public void A_headline_may_say_it_too(string headline) => Assert.Equal(RevisionClass.Retraction, Class(Before, Before with { Headline = headline }));

    [Theory]
    [InlineData("The journal retracted a study on bridges.")]
    [InlineData("The minister issued a correction of the figures.")]
    [InlineData("He works in a correctional facility.")]
    [InlineData("Corrections officers were on strike.")]
    [InlineData("The company withdrew its offer.")]
    public void Others_mistakes_are_news(string line) => Assert.Equal(RevisionClass.Update, Class(Before, Before with { Body = $"{Before.Body}\n\n{line}" }));

    [Fact]
    public void A_note_that_was_there_before_says_nothing_about_this_change()
    {
        var noted = Before with { Body = $"{Before.Body}\n\nCorrection: It opened on Monday." };

        Assert.Equal(RevisionClass.Update, Class(noted, noted with { Body = $"{noted.Body}\n\nThe mayor came on foot." }));
        Assert.Equal(RevisionClass.Update, Class(noted, Before));
    }

    private static RevisionClass Class(Article before, Article after) => ContentChange.Class(before, after, ContentChange.Fields(before, after));
}
