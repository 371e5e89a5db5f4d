using System.Collections.Frozen;
using AngleSharp.Dom;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>The words in an element's class and id. Only whole words say something: <c>hero</c> and <c>bar</c> stand inside many others.</summary>
internal static class ClassNames
{
    private const int MaxChars = 600;

    // Words that name a part of a page which is never the article, in any position of a class name.
    private static readonly FrozenSet<string> Words = Set(
        "share sharing shares sharebar sharebox sharetools socials social sociallinks sns addthis sharethis addtoany newsletter newsletters signup subscribe subscription subscriptions "
        + "related relateds recommended recommendation recommendations recommend recirc recirculation outbrain taboola plista promo promos promotion promoted teaser teasers breadcrumb breadcrumbs "
        + "comments comment commentlist respond disqus cookie cookies consent gdpr sidebar navbar nav navigation menu footer advert adverts advertisement advertising ads adslot adunit adbox adsense sponsor sponsored sponsors "
        + "popup modal overlay lightbox toolbar taglist hashtags pagination pager trending popular poll quiz survey donate donation donations "
        + "bio authorbio byline bylines timestamp dateline readingtime caption captions figcaption credit credits copyright gallery slideshow carousel slider swiper splide slick testimonial testimonials testimonal testimonals player podcast audio "
        + "screenreader visuallyhidden noprint printonly toc disclaimer subscribebox paywall regwall piano login signin register membership "
        + "widget infobox keywords tags topics print skiplink feedback rating ratings vote votes reactions emoji likes whatsapp telegram facebook twitter pinterest "
        + "werbung anzeige publicidad publicite pubblicita reklama mostread mostpopular mostviewed readmore readnext readalso morefrom alsoread seealso moreon furtherreading "
        + "authorbox authorinfo authors aboutauthor articletags tagcloud relatednews relatedposts morestories latestnews latestposts morenews moreposts nextarticle nextpost prevpost postnav postmeta entrymeta articlemeta "
        + "tagslist postfooter entryfooter articlefooter socialshare sharebuttons sharebutton followus googlenews jp-relatedposts sharedaddy wprm navlinks metadata");

    private static readonly string[] Beginnings =
    [
        "newslett", "recommend", "relatedart", "relatedcont", "relatedpost", "relatedstor", "relatedlink", "outbrain", "taboola", "advert", "breadcrumb", "socialmedia", "sharing", "disqus", "sponsor",
        "commentsect", "commentsarea", "authorbio", "cookie", "mostread", "mostpop", "readmore", "readalso", "subscri", "promobox", "teaserl", "infinitescroll", "adcontainer", "adwrapper", "adslot", "paywall",
    ];

    // Short words that mean advertising only when they stand alone.
    private static readonly FrozenSet<string> Alone = Set("ad ads dfp gpt mpu leaderboard hidden hide skip");

    private static readonly FrozenSet<string> Consents = Set("onetrust optanon didomi cookiebot cookieconsent cookiebanner cookienotice usercentrics spmessage qccmp cmpbox cmpbanner truste iubenda cookielaw consentmanager gdprbanner borlabs");

    // Where readers write.
    private static readonly FrozenSet<string> Talk = Set("comments comment commentlist respond disqus commentaires kommentare comentarios commenti reacties talkback");

    private static readonly FrozenSet<string> Bodies = Set(
        "articlebody storybody entrycontent postcontent articletext articlecontent storytext storycontent postbody newsbody newscontent contentbody bodytext bodycopy articlebodycopy maincontentbody "
        + "fulltext textcontent richtext singlepost newsdetail newstext detailtext postarticle articledetail articlemain articlecopy singlecontent newsarticle contenuto testo");

    /// <summary>Lower-case words of class, id and the data attributes that name components, and each pair of neighbours in one.</summary>
    public static IReadOnlyList<string> Of(IElement element)
    {
        List<string> words = [];
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Name is "class" or "id" or "data-component" or "data-testid" or "data-type" or "data-qa" or "data-module" or "data-component-name" or "data-widget-type" or "data-block" && attribute.Value.Length is > 0 and <= MaxChars)
                Split(attribute.Value, words);
        }

        return words;
    }

    /// <summary>Whether the words name a part that is not the article.</summary>
    public static bool IsJunk(IReadOnlyList<string> words) => Junk(words).Any();

    /// <summary>The words that name a part that is not the article.</summary>
    public static IEnumerable<string> Junk(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (Words.Contains(word) || (word.Length > 6 && Array.Exists(Beginnings, beginning => word.StartsWith(beginning, StringComparison.Ordinal))) || (i == 0 || i == words.Count - 1) && Alone.Contains(word))
                yield return word;
        }
    }

    /// <summary>Whether the words name a question about cookies.</summary>
    public static bool IsConsent(IReadOnlyList<string> words) => words.Any(Consents.Contains);

    /// <summary>Whether the words name what readers wrote.</summary>
    public static bool IsTalk(IReadOnlyList<string> words) => words.Any(Talk.Contains);

    /// <summary>Whether the words name the article's text.</summary>
    public static bool IsBody(IReadOnlyList<string> words) => words.Any(Bodies.Contains);

    private static void Split(string value, List<string> words)
    {
        var previous = "";
        var start = -1;
        for (var i = 0; i <= value.Length; i++)
        {
            var isPart = i < value.Length && char.IsLetterOrDigit(value[i]);
            var isHump = isPart && start >= 0 && char.IsUpper(value[i]) && char.IsLower(value[i - 1]);
            if (start >= 0 && (!isPart || isHump))
            {
                var word = value[start..i].ToLowerInvariant();
                words.Add(word);
                if (previous.Length > 0)
                    words.Add(previous + word);
                previous = word;
                start = -1;
            }

            if (isPart && start < 0)
                start = i;
            if (i < value.Length && char.IsWhiteSpace(value[i]))
                previous = "";
        }
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
