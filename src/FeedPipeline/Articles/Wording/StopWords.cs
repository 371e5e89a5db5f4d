using System.Collections.Frozen;

namespace FeedPipeline.Articles.Wording;

/// <summary>The short words that no text of a language can do without, for languages that share a script with others.</summary>
internal static class StopWords
{
    private static readonly (string Language, string Words)[] Lists =
    [
        ("en", "the of and to in is that for it was on with as are be by at this have from or had not but what were which they has their been"),
        ("de", "der die das und ist den von zu mit sich des auf für nicht ein eine dem im es auch als an werden aus er hat dass sie nach wird bei"),
        ("fr", "le la les de des du et est un une que qui dans pour pas sur au par avec il ce plus ne se sont aux cette été mais ont leur"),
        ("es", "el la los las de del y en que un una por con para es se no su al lo como más pero sus ha fue este está sobre entre"),
        ("it", "il lo la gli le di del della dei che e è un una per con non si da al sono anche come nel alla più ha dal delle questo ma"),
        ("pt", "o os as de do da dos das e em que um uma para com não por mais se na no ao como foi são pela sua mas ele tem"),
        ("nl", "de het een van en in is dat op te met voor zijn niet aan er ook als die bij door maar om hij naar heeft werd dit wordt uit"),
        ("sv", "och att det som en på är av för med den till inte har de ett om men var jag sig från vi så kan när han ska också"),
        ("no", "og at det som en på er av for med den til ikke har de et om men var jeg seg fra vi så kan når han skal også etter"),
        ("da", "og at det som en på er af for med den til ikke har de et om men var jeg sig fra vi så kan når han skal også efter blev"),
        ("fi", "ja on ei että se oli hän mutta ovat kun tai myös ole kuin joka sen mukaan niin olla vain nyt jo ovat siitä tämä voi"),
        ("is", "og að er í á sem það við um var en af til með ekki fyrir hann því þess ekki eru hefur frá hafa þeim verið"),
        ("pl", "i w na z się że do nie to jest o jak od po za przez dla co są ale tym już był ich oraz jego które przy tego"),
        ("cs", "a v na se že je to s z do o i pro ve jsem za si ale by po jako které od který jeho podle také bylo není jsou při"),
        ("sk", "a v na sa že je to s z do o aj pre vo som za si ale by po ako ktoré od ktorý jeho podľa tiež bolo nie sú pri"),
        ("sl", "in je v na se da za ki so z pa tudi ne s kot po bi ali bo od pri še le že o do ter njegov bil kar"),
        ("hr", "i je u na se da za su od s o ne ili kao to koji će bi nije po iz što bio koja samo ali te sve biti prema"),
        ("hu", "a az és hogy nem is egy volt meg de van csak ezt már azt ez ki még el mint vagy ha szerint után között lesz"),
        ("ro", "și de în la a cu pe care nu un o din că este mai pentru au fost al sunt fi dar după prin între această lui"),
        ("tr", "ve bir bu da de için ile olarak olan daha çok gibi kadar ancak sonra göre ama en ise oldu var değil her ne olduğunu"),
        ("et", "ja on ei et see oli kui ka aga mis ning oma ta või kes seda nii mida eest pole olnud juba tema pärast saab"),
        ("lv", "un ir ka par no ar uz arī kas bet ne tas to kā lai pēc tika gada tiek vai pie kuru viņš šo bija nav"),
        ("lt", "ir yra kad tai su iš į o apie ne kaip bet už buvo jo dėl nuo taip jis dar jau tik ar po per savo jų"),
        ("ca", "el la els les de del i en que un una per amb no és al es com més però ha seva aquest també dels ser als són"),
        ("gl", "o a os as de do da e en que un unha por con para non se como máis pero foi súa ao dos das polo esta"),
        ("eu", "eta da ez du bat dira ere baina dute zen izan egin horrek dela hau den zuen egun gaur beste dituzte baino arte"),
        ("sq", "dhe të në e i që për me nga një është si nuk ka më së do por kjo edhe janë tij këtë ishte pas"),
        ("id", "yang dan di dengan untuk dari pada ini itu dalam tidak akan ke oleh juga adalah sebagai telah karena lebih bisa mereka tersebut"),
        ("tl", "ang ng sa na mga at ay para hindi ito niya kanyang ni si nang din siya may kung isang ayon"),
        ("vi", "và của là có trong được không cho với một các đã những người này để khi từ đến về ông cũng như tại"),
        ("sw", "ya na wa kwa ni katika la za kuwa hiyo huo alisema cha hii pia wakati baada kama lakini watu yake"),
        ("zu", "ukuthi futhi kodwa uma lapho ngoba nje kanye kusho ngesikhathi abantu kuthiwa yena ngemuva khona le lo"),
        ("af", "die het nie en van is in te vir op met dat wat om sy sê was aan ook hy as deur maar toe word ná"),
        ("ru", "и в не на что с по как это из за от к для о он но его все был также года мы их она так было"),
        ("uk", "і в не на що з за як це до та від для про він але його також року ми їх вона так було й із є"),
        ("be", "і ў не на што з за як гэта да па ад для пра ён але яго таксама года мы іх яна так было"),
        ("bg", "и в не на че с за като това от до се да по са ще е но от който които беше през след при му"),
        ("sr", "и је у на се да за су од с о не или као то који ће би није по из што био која само али те све"),
        ("mk", "и во не на дека со за како тоа од до се да по ќе е но кој кои беше преку при му сите"),
        ("ar", "في من على أن إلى التي عن مع هذا الذي هذه كان قد بعد ما لا هو كما أو بين خلال إن"),
        ("fa", "در به از که این را با است برای آن یک تا خود شده کرد بر های می او شد نیز هم اما"),
        ("ur", "کے میں کی ہے اور سے کا کو نے پر یہ کہ نہیں بھی ہیں اس تھا ایک گیا تو"),
        ("hi", "के में की है और से का को ने पर यह कि नहीं भी हैं इस एक था तो कर लिए"),
        ("mr", "आहे आणि या च्या ते हे की तर मध्ये नाही होते त्या केली असे करण्यात त्यांनी"),
        ("ne", "छ र को मा का लागि पनि गरेको भएको हो यो छन् गर्न भने उनले"),
    ];

    /// <summary>Languages by each of their short words.</summary>
    public static FrozenDictionary<string, string[]> Languages { get; } = Lists
        .SelectMany(list => list.Words.Split(' ').Distinct(StringComparer.Ordinal), (list, word) => (list.Language, Word: word))
        .GroupBy(entry => entry.Word, entry => entry.Language, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>Length of the longest.</summary>
    public static int MaxChars { get; } = Languages.Keys.Max(word => word.Length);
}
