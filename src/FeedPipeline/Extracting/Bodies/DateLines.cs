using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>Lines that only say when: no sentence of a body is one.</summary>
internal static partial class DateLines
{
    private const int MaxChars = 110;

    /// <summary>Whether nothing but a date or a time, with its label, stands there.</summary>
    public static bool IsDateLine(string text) => text.Length <= MaxChars && text[^1] is not ('.' or '?' or '!' or ':')
        && (TimeOnly().IsMatch(text) || Ago().IsMatch(text) || (Bare().Replace(text, "").Length < 12 && StatedDay.FindIn(text) is not null));

    [GeneratedRegex(@"^\W*(?:(?:(?:heute|gestern|today|yesterday|aujourd'hui|hier|hoy|ayer|oggi|ieri|i dag|i går|stand|updated|published|uppdaterad|publicerad|oppdatert|publisert|opdateret|udgivet|päivitetty|julkaistu)\W{0,3}){0,4}\d{1,2}[:.h]\d{2}(?:\s?(?:uhr|[ap]\.?m\.?|h|[A-Z]{2,4}))?\W*){1,4}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex TimeOnly();

    [GeneratedRegex(@"^.{0,40}\b(?:\d{1,2} (?:minutes?|hours?|days?|weeks?|months?|hrs?|mins?) ago|vor \d{1,2} (?:minuten?|stunden?|tagen?)|il y a \d{1,2} \w+|hace \d{1,2} \w+)\W*(?:\d{1,2}:\d{2}(?: \p{Lu}[^.]{0,30})?)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Ago();

    // Everything a date line may hold beside the words of somebody's sentence.
    [GeneratedRegex(@"\d+|[^\p{L}]+|\b(?:mon|tues?|wed(?:nes)?|thurs?|fri|satur?|sun)(?:day)?\b|\b(?:mo|di|mi|do|fr|sa|so)\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b|\b(?:published|posted|updated|last|modified|publié|modifié|mis|jour|veröffentlicht|aktualisiert|stand|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|on|at|le|um|uhr|am|pm|gmt|utc|est|edt|bst|cet|cest|ist|jst|min|read|by|von|the|of|de|del)\b|\p{Lu}\p{L}{2,9}\.?(?=\s+\d)|(?<=\d\.?\s)(?:de\s)?\p{L}{3,10}|[年月日時分更新前]|午[前後]|\bT(?=\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Bare();
}
