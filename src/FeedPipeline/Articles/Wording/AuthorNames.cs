using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace FeedPipeline.Articles.Wording;

/// <summary>People and desks out of a byline: no roles, places, addresses or handles.</summary>
public static partial class AuthorNames
{
    private const int MaxChars = 200;
    private const int MaxNameChars = 100;
    private const int MaxNames = 20;
    private const int MaxNameWords = 5;

    private static readonly FrozenSet<string> Roles = Words(
        "editor reporter correspondent writer journalist columnist producer contributor photographer analyst director manager executive founder co-founder expert officer president ceo cto "
        + "redakteur redakteurin korrespondent korrespondentin reporterin autorin journalistin journaliste rédacteur rédactrice correspondant correspondante envoyé envoyée "
        + "redactor redactora corresponsal periodista enviado enviada inviato inviata corrispondente giornalista redattore redattrice "
        + "redator redatora jornalista repórter verslaggever correspondente redacteur journalist корреспондент журналист обозреватель");

    private static readonly FrozenSet<string> Titles = Words("jr sr phd md dphil msc mba ii iii iv esq");
    private static readonly FrozenSet<string> Particles = Words("de la le du des del della di da dos das do van von der den ten ter zu bin ibn bint al el ben abu y e af av la");

    private static readonly FrozenSet<string> Desks = Words(
        "afp ap dpa reuters epa apa ansa efe tass pa upi ap/afp xinhua anadolu yonhap kyodo bloomberg staff redaktion redazione redacción redação rédaction");

    private static readonly FrozenSet<string> Accounts = Words("admin administrator author staff editor webmaster root wordpress unknown guest noreply");

    /// <summary>Names in order, each once; empty when the byline names nobody.</summary>
    public static IReadOnlyList<string> Parse(string byline)
    {
        var text = WithoutAddresses(PlainText.Clean(byline));
        if (text.Length is 0 or > MaxChars || text.Contains("{{", StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal))
            return [];
        var names = Separators().Split(WithoutPreposition(text))
            .SelectMany(SplitAtCommas).SelectMany(SplitAtWords).Select(Bare).Where(IsUsable)
            .DistinctBy(PlainText.Fold, StringComparer.Ordinal).Take(MaxNames).ToList();
        return names.Count > 1 && names.Exists(name => !Accounts.Contains(name)) ? [.. names.Where(name => !Accounts.Contains(name))] : names;
    }

    /// <summary>The byline without "By", addresses and handles; null when nothing is left.</summary>
    public static string? Line(string byline)
    {
        var line = WithoutPreposition(WithoutAddresses(PlainText.Clean(byline)));
        return line.Length is > 0 and <= MaxChars && Parse(byline).Count > 0 ? line : null;
    }

    /// <summary>Whether every part reads as a person or a desk: one to five capitalised words without digits.</summary>
    public static bool LooksLikeNames(string text)
    {
        var parts = Parse(text);
        return parts.Count > 0 && parts.All(IsName);
    }

    /// <summary>Whether it is how somebody signs in: <c>admin</c>, <c>jane-doe</c>, <c>jane.doe</c>.</summary>
    internal static bool IsAccount(string name) => Accounts.Contains(name) || Account().IsMatch(name);

    /// <summary>The line after "By" or its like in another language; the whole line when it does not begin so.</summary>
    internal static string WithoutPreposition(string line)
    {
        var english = English().Match(line);
        if (english.Success)
            return line[english.Length..].Trim();
        var other = OtherLanguages().Match(line);
        if (!other.Success)
            return line;
        var rest = line[other.Length..].Trim();
        // Von Miller and Van Morrison are names: a preposition leaves two capitalised words behind it, or ends in a colon.
        return other.ValueSpan.TrimEnd()[^1] is ':' or '：' || (rest.Contains(' ', StringComparison.Ordinal) && char.IsUpper(rest[0])) ? rest : line;
    }

    private static string WithoutAddresses(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal) || text.Length > 2 * MaxChars)
            return text;
        var named = NamedAddress().Match(text);
        if (named.Success)
            return named.Groups["name"].Value.Trim();
        return PlainText.Clean(Address().Replace(text, " ")).Trim(' ', ',', ';', '-', '|', '"');
    }

    private static IEnumerable<string> SplitAtCommas(string text)
    {
        var parts = text.Split([',', '，', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where((part, index) => !Titles.Contains(part.Replace(".", "", StringComparison.Ordinal)) && (index == 0 || IsDesk(part) || !Degree().IsMatch(part))).ToList();
        var people = parts.Where(part => !HasRole(part)).ToList();
        if (people.Count == 0)
            return parts.Count == 0 ? [] : [parts[0]];
        // One person, and what is longer than any name: where the person works.
        if (people[0].Contains(' ', StringComparison.Ordinal) && IsName(people[0]) && people.Skip(1).Any(part => part.Split(' ').Length > MaxNameWords))
            return [people[0]];
        var isList = people.TrueForAll(part => SplitAtWords(part).All(IsName))
            && people.Exists(part => part.Contains(' ', StringComparison.Ordinal) || IsDesk(part) || part[0] >= '\u0600');
        return people.Count == 1 || isList ? people : [string.Join(", ", people)];
    }

    private static IEnumerable<string> SplitAtWords(string text)
    {
        var parts = Conjunctions().Split(text);
        if (parts.Length > 1 && parts.All(IsName))
            return parts;
        parts = ShortConjunctions().Split(text);
        return parts.Length > 1 && parts.All(part => part.Contains(' ', StringComparison.Ordinal) && IsName(part)) ? parts : [text];
    }

    private static string Bare(string part)
    {
        part = Parenthesis().Replace(part, " ");
        var place = Place().Match(part);
        if (place.Success && IsName(part[..place.Index].Trim()))
            part = part[..place.Index];
        return PlainText.Clean(part).Trim(' ', ',', ';', ':', '-', '–', '—', '|', '·', '"');
    }

    private static bool IsUsable(string name) => name.Length is > 0 and <= MaxNameChars && name.Any(char.IsLetter)
        && name[0] != '#' && !name.Contains("min read", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("Updated", StringComparison.OrdinalIgnoreCase);

    private static bool IsName(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 1 and <= MaxNameWords && text.Length <= MaxNameChars && text[^1] is not ('?' or '!' or ':')
            && words.All(word => IsNameWord(word)) && words.Any(word => !Particles.Contains(word));
    }

    private static bool IsNameWord(string word) => !word.Any(char.IsDigit)
        && ((char.IsLetter(word[0]) && !char.IsLower(word[0])) || Particles.Contains(word) || IsDesk(word)
            || word.StartsWith("al-", StringComparison.Ordinal) || word is ['d' or 'l', '\'' or '’', ..]);

    private static bool IsDesk(string name) => Desks.Contains(name);

    /// <summary>Whether a word of it is what somebody is, and not who.</summary>
    internal static bool HasRole(string part) => part.Split(' ').Any(word => Roles.Contains(word.Trim('.', ':').TrimEnd('s')));

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?:(?:story|article|text|words|written|posted|reported|reporting|published)\s+)?(?:by(?=by\b))?by\b[:：]?\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex English();

    [GeneratedRegex(@"^(?:(?:ein (?:artikel|beitrag|text|kommentar) |une? (?:article|texte) )?(?:von|par|por|di|da|door|van|av|af|автор|بقلم)\b[:：]?\s+|(?:autor|autorin|auteur|文|記者|记者|撰文)\s?[:：]\s*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex OtherLanguages();

    // RDN, MPH, CFP: what somebody has learnt.
    [GeneratedRegex("^[A-Z]{2,4}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Degree();

    [GeneratedRegex(@"^\p{Ll}+(?:[-._]\p{Ll}+)+\d*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Account();

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\s*\((?<name>[^()@]+)\)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex NamedAddress();

    [GeneratedRegex(@"[<(\[]?(?:mailto:)?[^\s@<>()\[\]]*@[^\s@<>()\[\],;]+[>)\]]?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Address();

    [GeneratedRegex(@"\s*[;&|·•]\s*|(?<=\p{L}{2})\s*/\s*|\s+[–—-]\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"\s+(?:and|und|et|och|og|with|mit|avec)\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Conjunctions();

    [GeneratedRegex(@"\s+(?:y|e|en|i|и|و)\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex ShortConjunctions();

    [GeneratedRegex(@"\s+(?:in|à|aus)\s+\p{Lu}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Place();

    [GeneratedRegex(@"\s*\([^()]*\)\s*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Parenthesis();
}
