using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Deduplicating;

/// <summary>Tells what publishers' software changes by itself from what somebody wrote.</summary>
internal static partial class Churn
{
    /// <summary>Words of a paragraph that may be no more than a counter or a time.</summary>
    private const int FewWords = 12;

    /// <summary>Words of a line in a box of other articles.</summary>
    private const int BoxWords = 25;

    /// <summary>Whether two texts are the same without counters, times that run, and boxes of other articles.</summary>
    public static bool SameText(string? before, string? after) =>
        before is not null && after is not null && Lasting(before) is { Length: > 0 } lasting && lasting == Lasting(after);

    /// <summary>Whether the markup is the same without the tokens of its addresses, and without pictures that nobody sees.</summary>
    public static bool SameHtml(string? before, string? after) =>
        before is not null && after is not null && WithoutTokens(before) == WithoutTokens(after);

    /// <summary>Whether two addresses differ in tokens only: what expires or signs them.</summary>
    public static bool SameAddress(string? before, string? after) => before is not null && after is not null && Lasting(before, after);

    /// <summary>Whether the media are the same behind the tokens of their addresses.</summary>
    public static bool SameMedia(IReadOnlyList<Enclosure> before, IReadOnlyList<Enclosure> after) =>
        before.Count == after.Count && before.Zip(after).All(pair => pair.First.Type == pair.Second.Type
            && (pair.First.Length == pair.Second.Length || pair.First.Length is null || pair.Second.Length is null) && (pair.First.Url == pair.Second.Url || SameAddress(pair.First.Url, pair.Second.Url)));

    private static string Lasting(string text)
    {
        var lasting = new List<string>();
        var inBox = false;
        foreach (var paragraph in text.Split("\n\n").SelectMany(part => part.Split('\n')))
        {
            var words = paragraph.Count(character => character == ' ') + 1;
            inBox = IsBoxHeading(paragraph) || (inBox && words <= BoxWords && !SentenceEnd().IsMatch(paragraph));
            if (!inBox && !(words <= BoxWords && BoxLine().IsMatch(paragraph)))
                lasting.Add(words <= FewWords ? Counters().Replace(Ago().Replace(paragraph, "~"), "~") : CountersAtEnd().Replace(paragraph, "~"));
        }

        return string.Join('\n', lasting);
    }

    private static bool IsBoxHeading(string paragraph) => FurnitureHeadings.IsWholeLine(paragraph.Trim());

    /// <summary>The same but for values of equal parameters, or parts of the path, that no person chose.</summary>
    private static bool Lasting(string before, string after)
    {
        var (one, other) = (Parts().Split(before.Split('#')[0]), Parts().Split(after.Split('#')[0]));
        if (one.Length != other.Length || before == after)
            return before == after;
        var differing = one.Zip(other).Where(part => part.First != part.Second).ToList();
        return differing.TrueForAll(part => IsToken(part.First) && IsToken(part.Second));
    }

    private static bool IsToken(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        var value = equals < 0 ? part : part[(equals + 1)..];
        return equals >= 0 && TokenNames().IsMatch(part[..equals]) ? true : Opaque().IsMatch(value) && value.Any(char.IsDigit) && (equals >= 0 || value.Any(char.IsAsciiLetter));
    }

    private static string WithoutTokens(string html) => Address().Replace(
        UnseenPicture().Replace(html, string.Empty),
        match => string.Join('&', Parts().Split(match.Value.Replace("&amp;", "&", StringComparison.Ordinal)).Select(part => IsToken(part) ? "~" : part)));

    [GeneratedRegex(@"[/?&;]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^(?:token|tok|auth|sig|sign|signature|hash|hmac|key|policy|key-pair-id|expires?|exp|expiry|e|st|ts|t|time|timestamp|_|cb|cachebuster|rnd|rand|random|nonce|session|sessionid|sid|v|ver|x-amz-.+|x-goog-.+|hdnea|hdnts|verify|validfrom|validto|se|sv|sr|sp|awsaccesskeyid)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex TokenNames();

    [GeneratedRegex(@"^[A-Za-z0-9_\-.~%+=]{16,}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Opaque();

    [GeneratedRegex(@"(?<=\s(?:src|href|srcset|data-src|poster)="")[^""]*(?="")", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Address();

    [GeneratedRegex(@"<img\b(?=[^>]*\s(?:width|height)=""[01](?:px)?"")[^>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex UnseenPicture();

    [GeneratedRegex(@"[.!?。！？؟]\W*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"^(?:related|read (?:also|more|next)|see also|more on this|also read|most (?:read|popular)|mehr (?:zum thema|dazu)|lesen sie auch|auch interessant|(?:à )?lire aussi|(?:lea|leer) también|te puede interesar|leggi anche|leia (?:também|mais)|lees ook|läs också|les også|læs også|czytaj też|читайте также)\s*[:：»>]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex BoxLine();

    [GeneratedRegex(
        @"\b(?:just now|(?:\d+|an?|one) (?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?) ago|vor (?:\d+|einer|einem) (?:Sekunden?|Minuten?|Stunden?|Tag(?:en)?|Wochen?|Monat(?:en)?)|il y a (?:\d+|une?) (?:secondes?|minutes?|heures?|jours?|semaines?|mois)"
        + @"|hace (?:\d+|una?) (?:segundos?|minutos?|horas?|días?|semanas?|meses|mes)|há (?:\d+|uma?) (?:segundos?|minutos?|horas?|dias?|semanas?|mês|meses)|(?:\d+|una?) (?:second[oi]|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]) fa|(?:\d+|een) (?:seconden?|minuten?|minuut|uur|uren|dag(?:en)?|weken|week) geleden"
        + @"|för (?:\d+|en) (?:sekunder?|minuter?|timmar|timme|dagar|dag) sedan|for (?:\d+|en|et) (?:sekunder?|minutter|minutt?|timer?|dager?|dage?) siden|(?:\d+|jedną) (?:sekund[ya]?|minut[ya]?|godzin[ya]?|dni) temu|\d+ (?:секунд\w*|минут\w*|час\w*|дн\w*|день) назад)\b|\d+\s*(?:秒|分|分钟|小时|時間|天|日)前|\d+(?:초|분|시간|일) 전|\d+ (?:saniye|dakika|saat|gün) önce|منذ \d+ \w+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Ago();

    private const string Counted =
        @"(?:views?|reads?|comments?|replies|reply|shares?|likes?|points?|votes?|upvotes?|hits|clicks|downloads|plays|Aufrufe?|Kommentare?|vues?|commentaires?|partages?|visitas|vistas|comentarios?|lecturas|visualizzazioni|commenti|commento|comentários?|visualizações|reacties|kommentarer|visningar|komentarz[ey]|просмотр\w*|комментари\w*|次浏览|评论|阅读|件のコメント|조회|댓글)";

    private const string Number = @"\d[\d.,\u00A0\u202F ]*(?:\s?[kKmM]\b)?";

    [GeneratedRegex(@"(?:" + Number + @"\s*" + Counted + @"|\b" + Counted + @"\s*[:：(=]?\s*" + Number + @"\)?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Counters();

    [GeneratedRegex(@"(?<=[|·•(\[–—]\s*)(?:" + Number + @"\s*" + Counted + @"|" + Counted + @"\s*[:：(=]?\s*" + Number + @")\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex CountersAtEnd();
}
