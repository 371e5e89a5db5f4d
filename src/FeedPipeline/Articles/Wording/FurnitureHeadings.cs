using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace FeedPipeline.Articles.Wording;

/// <summary>Headings that publishers set under their articles, per language.</summary>
internal static partial class FurnitureHeadings
{
    private const int MaxTrailerChars = 500;

    /// <summary>Headings that no sentence ends with, longest first: they may be glued to the last paragraph.</summary>
    public static readonly IReadOnlyList<string> Unambiguous =
    [
        "You May Also Like", "You Might Also Like", "Recommended For You", "Related Articles", "Related Stories", "Related Content", "Related Posts",
        "Most Popular", "Most Viewed", "Most Shared", "Trending Now", "Related News", "Read Next", "Most Read", "Mehr zum Thema", "Meistgelesen", "Les plus lus", "Lo más leído", "I più letti",
    ];

    private static readonly FrozenSet<string> Lines = string.Join('|',
        "most popular|most read|most viewed|most shared|most commented|trending|trending now|popular now|popular posts|latest news|latest stories|editor's picks|editors' picks",
        "related|related article|related articles|related story|related stories|related content|related topics|related posts|related news|related coverage",
        "read next|read also|read more|read full story|see also|more stories|more news|more on this story|more on this topic|more like this|what to read next|further reading",
        "recommended|recommended for you|recommended reading|you may also like|you might also like|you may be interested in|more from this author|about the author",
        "share|share this|share this article|share this story|share this post|follow us|newsletter|sign up for our newsletter|subscribe to our newsletter|subscribe now|subscribe",
        "comments|leave a comment|leave a reply|join the conversation|view comments|back to top|filed under|tags|topics",
        "mehr zum thema|mehr zu diesem thema|lesen sie auch|auch interessant|das könnte sie auch interessieren|meistgelesen|meist gelesen|beliebte artikel|ähnliche artikel|weitere artikel|newsletter abonnieren|kommentare",
        "à lire aussi|lire aussi|à lire également|sur le même sujet|à découvrir|les plus lus|articles les plus lus|articles liés|commentaires|partager",
        "lo más leído|lo más visto|lo más popular|te puede interesar|también te puede interesar|noticias relacionadas|artículos relacionados|lea también|leer más|comentarios|compartir",
        "leggi anche|i più letti|le più lette|articoli correlati|potrebbe interessarti|ti potrebbe interessare|commenti|condividi",
        "leia também|leia mais|mais lidas|mais lidos|as mais lidas|notícias relacionadas|veja também|comentários|compartilhe",
        "lees ook|lees meer|meest gelezen|gerelateerde artikelen|reacties|läs också|läs mer|mest lästa|relaterade artiklar",
        "les også|mest lest|relaterte artikler|læs også|mest læste|czytaj też|czytaj także|czytaj więcej|zobacz też|zobacz także|najpopularniejsze|najczęściej czytane",
        "читайте также|самое читаемое|самое популярное|популярное|по теме|материалы по теме|новости по теме|поделиться|читайте також|популярне",
        "関連記事|人気記事|おすすめ記事|あわせて読みたい|相关阅读|相关新闻|热门文章|热门新闻|推荐阅读|관련기사|관련 기사|인기기사|많이 본 뉴스",
        "اقرأ أيضا|اقرأ أيضاً|الأكثر قراءة|مواضيع ذات صلة|أخبار ذات صلة|پربازدیدترین|مطالب مرتبط|en çok okunanlar|ilgili haberler")
        .Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Interruptions =
        "advertisement|advertising|story continues below advertisement|article continues below advertisement|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie|annons|annonse|annonce|reklama|реклама|広告|广告|إعلان"
        .Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the line only announces an advertisement, so that the article goes on behind it.</summary>
    public static bool IsInterruption(string line) => Interruptions.Contains(line.Trim(' ', ':', '-', '–', '—', '[', ']', '(', ')'));

    /// <summary>Whether the line is a heading of the list, a colon or a count behind it aside.</summary>
    public static bool IsWholeLine(string line)
    {
        var heading = line.Replace('’', '\'').TrimEnd(' ', ':', '：', '…', '»', '›', '>', '.', '!');
        return Lines.Contains(heading) || (line.StartsWith("The post ", StringComparison.Ordinal) && line.Length < MaxTrailerChars && AppearedFirst().IsMatch(line));
    }

    // What WordPress appends to every item.
    [GeneratedRegex(@"^The post .{1,300} (?:appeared first on|first appeared on) .{1,100}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex AppearedFirst();
}
