using System.Text.RegularExpressions;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>Sentences that publishers set into and under articles, in the languages of most feeds. A match is a whole paragraph, never a part of one.</summary>
internal static partial class Notices
{
    private const int MaxChars = 600;
    private const int MaxInvitationChars = 750;

    /// <summary>Whether the paragraph asks to pay, sign in or allow something, or says how the page works, wherever it stands.</summary>
    public static bool IsAnywhere(string text) =>
        text.Length <= MaxChars && (Gate().IsMatch(text) || External().IsMatch(text) || ReadingTime().IsMatch(text) || Link().IsMatch(text) || Page().IsMatch(text));

    /// <summary>Whether the paragraph, standing last, invites, disclaims or says where the text comes from.</summary>
    public static bool IsAtEnd(string text) => text.Length <= MaxInvitationChars && (Invitation().IsMatch(text) || Origin().IsMatch(text) || Follow().IsMatch(text));

    /// <summary>Whether a heading opens what stands under articles: about the author, sources, related.</summary>
    public static bool IsTailHeading(string text) => text.Length <= 80 && TailHeading().IsMatch(text.TrimEnd(' ', ':', '：', '…', '.', '!', '?'));

    /// <summary>Whether a heading opens what stands under even the shortest article.</summary>
    public static bool IsPlainTailHeading(string text) => text.Length <= 80 && PlainTailHeading().IsMatch(text.TrimEnd(' ', ':', '：', '…', '.', '!', '?'));

    [GeneratedRegex(@"^\W*(?:about the (?:authors?|reviewers?|writers?|contributors?)\b.*|meet the author|author bio\w*|disclaimer|leave a (?:comment|reply)|related (?:articles|posts|stories|news)|you (?:may|might) also (?:like|enjoy)\b.*|most (?:read|popular)\b.*|über (?:den|die) autor(?:in)?(?:en)?\b.*|mehr zum thema|das könnte (?:sie|dich) auch interessieren|à propos de l['’]auteur|à lire aussi|sobre el autor|leggi anche|lees ook|関連記事|相关阅读)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex PlainTailHeading();

    [GeneratedRegex(
        @"^(?:already (?:have an account|a (?:subscriber|member))|(?:please )?(?:log|sign) ?in\b|unlock this|(?:to )?(?:continue|keep) reading|to read (?:the rest|more)|(?:this|the) (?:article|content|story|post) is (?:exclusive|reserved|for|only|available)\b.{0,40}(?:subscri|member|premium|regist)|subscribe (?:now|today|to)\b|read more of this content|"
        + @"(?:cet )?article (?:est )?réservé|il (?:vous )?reste [\d.,]+ ?%|la suite est réservée|pour lire la suite|déjà abonné|dieser (?:artikel|text|inhalt) ist .{0,40}abonn|(?:jetzt )?weiterlesen(?: mit| im)?\b|sie (?:haben|sind) (?:bereits|schon) .{0,20}(?:abo|konto|registriert)|jetzt (?:abonnieren|testen|registrieren|anmelden)|"
        + @"este (?:artículo|contenido) es (?:exclusivo|solo)|contenido exclusivo|¿ya eres suscriptor|questo (?:articolo|contenuto) è riservato|contenuto riservato|esta (?:notícia|matéria) é exclusiva|conteúdo exclusivo|この記事は.{0,6}(?:会員|有料)|会員限定|会員登録|続きを読む|残り[ :：]?\d|この続きは|只限会员)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Gate();

    [GeneratedRegex(
        @"^(?:empfohlener (?:redaktioneller|externer) inhalt|an dieser stelle (?:finden|befindet|steht|ist|wird)\b.{0,120}(?:inhalt|extern|video)|externe[rn]? inhalte?\b|hier (?:klicken|finden sie) .{0,30}extern|ich bin (?:damit )?einverstanden, dass mir|link zum .{2,20}-inhalt|(?:es können dabei )?personenbezogene daten|mehr dazu in unserer datenschutz|um diesen inhalt|wir benötigen ihre (?:zustimmung|einwilligung)|"
        + @"please enable javascript|(?:your|this) browser (?:does not|doesn't|is not)|to (?:view|see|watch) this (?:video|content|post)|this (?:video|content) (?:is not|cannot|can not)|view (?:this )?(?:post )?on (?:instagram|twitter|x|facebook|tiktok)|a post shared by|pour afficher ce contenu|ce contenu (?:est|n'est|provient)|para ver este contenido|per visualizzare questo|this article (?:contains|includes) (?:content|affiliate|links)|accept (?:all )?cookies|(?:we|this site|this website) uses? cookies)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex External();

    [GeneratedRegex(@"^\W*(?:(?:reading|read) time:?|lesezeit:?|lesedauer:?|temps de lecture:?|tiempo de lectura:?|tempo di lettura:?|leestijd:?)?\s*(?:ca\.?\s*)?\d{1,3}[\s-]*(?:min(?:ute[ns]?|utos|uti|\.)?)?\s*(?:read|lesezeit|lesedauer|reading time|de lecture|de lectura|di lettura|leestijd|min\.?|minutes?|minuten)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex ReadingTime();

    [GeneratedRegex(@"^\W*(?:read (?:more|also|next)\s*[:：|]|see also\s*[:：|]|also read\s*[:：|]?|related\s*[:：|]|more\s*[:：]|you (?:might|may) also like\s*[:：]|watch\s*[|:：]|listen\s*[|:：]|video\s*[|:：]|lesen sie (?:auch|hier|dazu|mehr)|lies auch|mehr (?:dazu|zum thema|lesen)\s*[:：]?|auch interessant|lire aussi|à lire aussi|lea también|lee también|te puede interesar|leggi anche|leia também|leia mais|lees ook|läs (?:också|mer)|les også|læs også|czytaj (?:też|także|więcej)|zobacz (?:też|także)|читайте также|іще читайте|関連記事|اقرأ أيضا|inside the .{3,30}\s*[:：|]|continue reading|article continues|story continues|advertisement|scroll to continue)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^(?:\W*(?:page \d+ of \d+|skip to (?:main )?content|back to top|print|e-?mail|copy link|copied!?|share|tweet|pin it|facebook|twitter|whatsapp|linkedin|pinterest|telegram|flipboard|reddit|messenger|x\.com|bluesky|threads|google news|comments?|jump to.{0,3}|table of contents|in this (?:article|guide|story)|no comments yet|loading.*|video player is loading.*|getty images|stand|last updated|updated on|publish(?:ed)? date|photo|image|source|published by|written by)\W*|(?:sign up|register) (?:for|to|here|now)\b.*|(?:follow|like|join) us on\b.*|all rights reserved.*|(?:©|copyright ©?|© copyright|\(c\)) ?(?:19|20)\d\d.*|.{0,40}all rights reserved\.?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Page();

    [GeneratedRegex(
        @"^\W*(?:sign up|subscribe|join (?:our|the|us|\d)|get (?:our|the latest|in touch|started|real-time)|contact (?:us|our)|follow (?:us|our|\w+ on)|like us|click here|learn more about|for more (?:stories|information|on|about|news)|check out (?:our|more)|want (?:to|more|exclusive)|ready to|need (?:help|more)|looking for|interested in|love what|(?:did you )?(?:enjoy|like)(?:ed)? (?:this|the)|if you (?:found|enjoyed|liked|have (?:any )?(?:questions|a (?:story|tip)))|(?:have|got) (?:a|you|any) (?:story|tips?|questions?|got)|do you have|for the latest\b.{0,80}\bsign|story saved|you can find this (?:story|article) in|our standards\s*:|ad ?block users|add (?:a|your) comment|your (?:submission|comment) will be|you can follow any responses|explore more\b|book (?:a|your)|schedule (?:a|your)|start your|try .{2,30} (?:for )?free|download (?:our|the|your)|support (?:our|us|independent)|donate|our (?:website|newsletter|non-?profit)|send (?:us|your)|let us know|tell us|share your|help us|"
        + @"hat ihnen dieser|bitte achten sie darauf, dass ihre kommentare|.{0,60}abgelegt unter\b|sendung\s*:|ihre meinung ist|schreiben sie uns|unterstützen sie|haben sie (?:fragen|eine|anregungen)|newsletter|abonnieren sie|folgen sie|dieses thema im programm|mehr themen|weitere (?:informationen|nachrichten|artikel|themen)|suivez|abonnez|retrouvez|inscrivez|recevez|pour plus d.informations|síguenos|sigue|suscríbete|apúntate|recibe|iscriviti|seguici|inscreva-se|siga |receba|volg ons|meld je aan|følg|följ)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Invitation();

    [GeneratedRegex(
        @"^\W*(?:(?:this|the) (?:article|story|post|piece|blog post|report|interview|content|text|information|material|website|site)\b.{0,80}\b(?:(?:first|originally|previously) (?:published|appeared)|was (?:first |originally )?(?:published|produced|translated|written|updated|republished|reprinted)|has been (?:updated|published)|is (?:not intended|republished|part of|for (?:general )?informational)|originally (?:published|appeared))|originally (?:published|appeared)|(?:medical )?disclaimer\b|disclosure\b|editor['’]s note\b|no content on this site|(?:the )?(?:views|opinions) expressed|.{0,160}\bcontributed (?:to this (?:report|story|article)|reporting)\b|[A-ZÄÖÜ]{2,8}(?:/\w{2,8})* \([^()]{3,60}\)$|reporting by|(?:additional )?reporting (?:by|from)|editing by|edited by|with (?:files|reporting) from|as an amazon associate|note from\b|please note\b|correction:|"
        + @"dieser (?:artikel|text|beitrag)\b.{0,60}(?:erschien|zuerst|veröffentlicht|stammt)|dieser (?:artikel|text|beitrag) ist eine übersetzung|dieses thema im programm|quellen?\s*:|übersetzung\s*:|(?:\w+)?redaktion\s*:|foto\(?s?\)?\s*:|\(?(?:mit )?material von\b|cet article\b.{0,60}(?:publié|paru)|este artículo\b.{0,60}public|traducción|questo articolo\b.{0,60}pubblicat|traduzione|责任编辑|责编|\(责编|（责编|編集)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Origin();

    [GeneratedRegex(@"\b(?:on (?:twitter|facebook|instagram|linkedin|x|tiktok|telegram|whatsapp)\b.{0,60}$|@\w{3,}\b.{0,20}$|(?:e-?mail|contact|reach)\b.{0,40}\S+@\S+\.\w+|\bnewsletters?\b|(?:our|unser(?:en)?|notre|nuestra) (?:telegram|whatsapp))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Follow();

    [GeneratedRegex(
        @"^\W*(?:about (?:the )?(?:authors?|reviewers?|writers?|contributors?|us|me)\b.*|author bio\w*|written by\b.*|meet the author|references(?: and .{0,20})?|bibliography|works cited|footnotes|sources?(?: and .{0,20})?|further reading|additional (?:resources|reading)|related\b.{0,30}|read (?:more|next|also)\b.*|more (?:from|on|stories|articles|like|about|news|posts)\b.*|you (?:may|might) (?:also )?(?:like|enjoy|be interested)\b.*|recommended\b.{0,30}|what to read next|keep reading|share (?:this|on|your)\b.*|leave a (?:comment|reply)|(?:\d+ )?(?:comments?|responses?|replies|thoughts on)\b.{0,60}|join the (?:conversation|discussion)|subscribe\b.*|sign up\b.*|(?:our )?newsletters?\b.*|stay (?:informed|connected|updated|in touch)\b.*|disclaimer|disclosures?|copyright|latest (?:posts|news|articles|stories|from)\b.*|recent (?:posts|articles|stories|news|comments)|popular\b.{0,20}|most (?:read|popular|viewed)\b.*|trending\b.*|editor['’]?s['’]? picks?|top stories|next (?:post|article|story)|previous (?:post|article)|post navigation|follow us\b.*|connect with us|contact us|get in touch|tags|topics|filed under|categories|acknowledge?ments?|"
        + @"über (?:den|die) autor(?:in)?(?:en)?\b.*|zur person|zum autor|zur autorin|mehr (?:zum thema|themen|von|aus|zu)\b.*|weitere (?:artikel|themen|nachrichten|informationen|meldungen|beiträge)\b.*|das könnte (?:sie|dich) (?:auch )?interessieren|auch interessant|meistgelesen|ähnliche (?:artikel|beiträge)|quellen?|literatur|kommentare?\b.*|schlagw[oö]rt.*|themen|à propos de l['’]auteur|sur le même (?:sujet|thème)|à lire (?:aussi|également)|lire aussi|les plus lus|sources|sobre el autor|(?:noticias|artículos) relacionad[oa]s|te puede interesar|más (?:noticias|información|sobre)\b.*|fuentes?|sull['’]autore|leggi anche|articoli correlati|potrebbe interessarti|fonti?|sobre o autor|leia (?:também|mais)|veja também|lees ook|over de auteur|meer (?:over|nieuws)\b.*|bronnen|läs (?:också|mer)\b.*|les også|læs også|czytaj także|zobacz także|читайте также|по теме|источники|関連記事|関連リンク|あわせて読みたい|相关(?:阅读|新闻|链接)|延伸阅读|관련\s?기사|اقرأ أيضا)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex TailHeading();
}
