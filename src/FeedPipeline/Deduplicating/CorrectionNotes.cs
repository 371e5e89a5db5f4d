using System.Text.RegularExpressions;
using FeedPipeline.Articles;

namespace FeedPipeline.Deduplicating;

/// <summary>Finds, in what is new of an article, the words with which publishers own to a mistake or take an article back.</summary>
internal static partial class CorrectionNotes
{
    /// <summary>Letters of a paragraph that are looked at; notes stand at its beginning, and are short.</summary>
    private const int MaxLength = 400;

    /// <summary>Retraction before correction; null when the new words say neither.</summary>
    public static RevisionClass? Of(Article before, Article after)
    {
        var isCorrection = false;
        foreach (var line in Added(before, after))
        {
            if (Retraction().IsMatch(line))
                return RevisionClass.Retraction;
            isCorrection |= Correction().IsMatch(line);
        }

        return isCorrection ? RevisionClass.Correction : null;
    }

    private static IEnumerable<string> Added(Article before, Article after)
    {
        var old = Lines(before).ToHashSet(StringComparer.Ordinal);
        return Lines(after).Where(line => !old.Contains(line)).Select(line => line.Length <= MaxLength ? line : $"{line[..(MaxLength / 2)]} … {line[^(MaxLength / 2)..]}");
    }

    private static IEnumerable<string> Lines(Article article) =>
        [article.Headline, .. (article.Dek ?? string.Empty).Split('\n'), .. (article.Body ?? string.Empty).Split('\n')];

    [GeneratedRegex(
        @"^\W*(?:corrections?|correction to this (?:article|story)|corrected(?: version)?|clarifications?|editor[’']?s[’']? notes?|erratum|errata|amendment|korrektur(?:en)?|korrekturhinweis|berichtigung|richtigstellung|anmerkung der redaktion|hinweis der redaktion|rectificati(?:f|fs|on|e)|correctif|mise au point|"
        + @"note de la rédaction|fe de erratas?|corrección|correcciones|rectificación|aclaración|nota de la redacción|correzione|errata corrige|rettifica|precisazione|correção|correções|retificação|errámos|correctie|rectificatie|rättelse|rettelse|oikaisu|korjaus|sprostowanie|korekta|oprava|helyesbítés|düzeltme|исправление|уточнение|"
        + @"поправка|виправлення|تصحيح|تصويب|תיקון)\s*(?:\([^)]{0,60}\)|,[^:：]{0,40}|\d[\d./ -]{0,12}|[–—-]\s)?\s*[:：.|–—-]"
        + @"|^\W*[(\[【]?(?:訂正|更正|정정|바로잡습니다)"
        + @"|\bthis (?:article|story|report|piece|post|headline) (?:has been|was) (?:corrected|amended|updated to (?:correct|clarify|reflect that)|changed to correct)|\b(?:an )?(?:earlier|previous|original) version of this (?:article|story|report|piece|post|headline)\b"
        + @"|\bin einer (?:früheren|ersten|vorherigen) (?:version|fassung) (?:dieses|des) (?:artikels|textes|beitrags|berichts)|\bune (?:première |précédente )?version (?:antérieure|précédente|initiale)? ?de (?:cet article|ce texte)|\b(?:una|en una) versión (?:anterior|previa) de (?:este|esta) (?:artículo|nota|información|noticia)"
        + @"|\b(?:una|in una) (?:versione precedente|precedente versione) di questo articolo|\buma versão anterior (?:deste|desta) (?:artigo|texto|reportagem|matéria)|\been eerdere versie van dit (?:artikel|bericht)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Correction();

    [GeneratedRegex(
        @"^\W*(?:retraction|retracted|withdrawn|zurückgezogen|widerruf|rétractation|article retiré|retractación|artículo retirado|ritrattazione|articolo ritirato|retratação|retirado do ar|intrekking|ingetrokken|tillbakadragen|trukket tilbake|отозвано|опровержение|撤稿|撤回|記事取り消し|기사 철회|سحب المقال)\s*(?:\([^)]{0,60}\))?\s*[:：.!\])】–—-]"
        + @"|\b(?:this|the) (?:article|story|report|piece|post) (?:has been|was|is being|is hereby) (?:retracted|withdrawn|taken down|removed (?:because|after|from)|deleted because)|\bwe (?:have |hereby )?(?:retract(?:ed)?|withdr[ae]w(?:n)?) (?:this|the) (?:article|story|report|piece)"
        + @"|\bdieser (?:artikel|beitrag|bericht|text) wurde (?:zurückgezogen|gelöscht|entfernt|depubliziert)|\b(?:cet article|ce texte|cette dépêche) (?:a été|est) (?:retirée?|supprimée?|dépubliée?)|\b(?:este artículo|esta nota|esta información|esta noticia) (?:ha sido|fue) (?:retirad[oa]|eliminad[oa])"
        + @"|\bquesto articolo è stato (?:ritirato|rimosso|cancellato)|\b(?:este artigo|esta reportagem|esta matéria) (?:foi|está) (?:retirad[oa]|removid[oa])|\bdit (?:artikel|bericht) is (?:ingetrokken|verwijderd|offline gehaald)|\bэт[аоу]т? (?:стать[яю]|материал|новость) (?:был[аио]? )?(?:отозван|удал[её]н)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Retraction();
}
