using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Tests.Articles.Wording;

public sealed class DetectedLanguageTests
{
    // What a newspaper might write about one bridge, in many languages.
    [Theory]
    [InlineData("en", "The council has voted to open the old bridge again after it was closed for two years. The engineers had found cracks in four of its supports, and the repairs were put off twice because no steel could be had. It is now expected that the first cars will cross the river on Monday.")]
    [InlineData("de", "Der Rat hat am Dienstag beschlossen, die alte Brücke nach zwei Jahren wieder zu öffnen. Die Ingenieure hatten Risse in vier Pfeilern gefunden, und die Arbeiten wurden zweimal verschoben, weil es nicht genug Stahl gab. Nun werden die ersten Autos am Montag über den Fluss fahren, wie es aus dem Rathaus heißt.")]
    [InlineData("fr", "Le conseil a voté mardi la réouverture du vieux pont, qui était fermé depuis plus de deux ans. Les ingénieurs avaient trouvé des fissures dans quatre des piles et les travaux ont été reportés deux fois, parce que l'acier manquait sur le marché. Les premières voitures passeront lundi, a dit le maire à la presse.")]
    [InlineData("es", "El consejo votó el martes a favor de abrir de nuevo el viejo puente, que estaba cerrado desde hace más de dos años. Los ingenieros habían encontrado grietas en cuatro de los pilares y las obras se aplazaron dos veces por la falta de acero. Los primeros coches pasarán el lunes, según dijo el alcalde a la prensa.")]
    [InlineData("it", "Il consiglio ha votato martedì per riaprire il vecchio ponte, che era chiuso da più di due anni. Gli ingegneri avevano trovato delle crepe in quattro dei piloni e i lavori sono stati rinviati due volte per la mancanza di acciaio. Le prime auto passeranno lunedì, come ha detto il sindaco alla stampa della città.")]
    [InlineData("pt", "O conselho votou na terça-feira pela reabertura da velha ponte, que estava fechada há mais de dois anos. Os engenheiros tinham encontrado fissuras em quatro dos pilares e as obras foram adiadas duas vezes por não haver aço. Os primeiros carros passam na segunda-feira, como disse o presidente da câmara, mas sem camiões.")]
    [InlineData("nl", "De raad heeft dinsdag besloten om de oude brug weer te openen, die meer dan twee jaar voor het verkeer dicht was. Ingenieurs vonden scheuren in vier van de pijlers en het werk werd twee keer uitgesteld omdat er geen staal was. De eerste auto's rijden maandag over de rivier, zei de burgemeester, maar niet met vracht.")]
    [InlineData("sv", "Rådet beslutade på tisdagen att öppna den gamla bron igen, som har varit stängd för all trafik i mer än två år. Ingenjörer hade hittat sprickor i fyra av pelarna och arbetet sköts upp två gånger eftersom det inte fanns något stål att få. Nu ska de första bilarna köra över ån på måndag, om det inte regnar.")]
    [InlineData("pl", "Rada zdecydowała we wtorek, że stary most zostanie ponownie otwarty po dwóch latach. Inżynierowie znaleźli pęknięcia w czterech filarach, a prace były dwa razy przekładane, ponieważ nie było stali. Teraz pierwsze samochody przejadą przez rzekę w poniedziałek, jak powiedział burmistrz, ale na razie bez ciężarówek i nie w nocy, co jest dla nich trudne.")]
    [InlineData("tr", "Meclis salı günü iki yıldır kapalı olan eski köprünün yeniden açılması için karar verdi. Mühendisler dört ayakta çatlak bulmuştu ve çalışmalar çelik olmadığı için iki kez ertelendi. Ancak ilk arabalar pazartesi günü geçecek, belediye başkanı bu kararın şehir için çok önemli olduğunu ve daha sonra başka köprülerin de açılacağını söyledi.")]
    [InlineData("ru", "Совет во вторник принял решение снова открыть старый мост, который был закрыт для движения больше двух лет. Инженеры нашли трещины в четырёх опорах, и работы дважды откладывали из-за того, что не было стали. Первые машины проедут по мосту в понедельник, так сказал мэр, но он не знает, как быть с грузовиками.")]
    [InlineData("uk", "Рада у вівторок ухвалила рішення знову відкрити старий міст, який був закритий для руху більше двох років. Інженери знайшли тріщини у чотирьох опорах, і роботи двічі відкладали через те, що не було сталі. Перші машини проїдуть у понеділок, так сказав мер, але він не знає, як це буде для вантажівок.")]
    [InlineData("ar", "قرر المجلس يوم الثلاثاء إعادة فتح الجسر القديم الذي كان مغلقا أمام حركة المرور منذ أكثر من عامين. وقد وجد المهندسون شقوقا في أربعة من الأعمدة، كما تأجلت الأعمال مرتين بعد أن نقص الصلب في السوق. ومن المتوقع أن تعبر السيارات الأولى إلى الضفة الأخرى يوم الاثنين، كما قال رئيس البلدية في بيان عن المشروع.")]
    [InlineData("ja", "市議会は火曜日、二年以上通行止めとなっていた古い橋を再び開通させることを決めました。四本の橋脚にひびが見つかり、鋼材が手に入らないため工事は二度延期されていました。最初の車は月曜日に川を渡る予定です。市長は記者会見で、長い間待っていた市民に感謝の言葉を述べました。")]
    [InlineData("zh", "市议会星期二决定重新开放这座关闭了两年多的老桥。工程师在四个桥墩上发现了裂缝，由于买不到钢材，工程两次被推迟。第一批汽车将于星期一过河，市长在记者会上感谢等待已久的市民，并表示卡车暂时不能通行。")]
    [InlineData("el", "Το συμβούλιο αποφάσισε την Τρίτη να ανοίξει ξανά την παλιά γέφυρα, που ήταν κλειστή για περισσότερο από δύο χρόνια, επειδή οι μηχανικοί είχαν βρει ρωγμές σε τέσσερα από τα στηρίγματα.")]
    public void A_text_is_known_by_its_short_words_or_its_script(string language, string text) => Assert.Equal(language, DetectedLanguage.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("Too short to tell.")]
    [InlineData("7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30")]
    public void What_leaves_doubt_is_not_guessed(string text) => Assert.Null(DetectedLanguage.Of(text));

    [Fact]
    public void Two_languages_in_equal_parts_leave_doubt() => Assert.Null(DetectedLanguage.Of(string.Concat(Enumerable.Repeat("The bridge over the river was closed and it is open. Die Brücke über den Fluss war zu und sie ist nun offen. ", 5))));

    [Theory]
    [InlineData("nb-NO", "no", true)]
    [InlineData("pt-BR", "pt", true)]
    [InlineData("ms", "id", true)]
    [InlineData("en-US", "de", false)]
    public void Names_of_one_language_agree(string stated, string detected, bool agrees) => Assert.Equal(agrees, DetectedLanguage.Agrees(stated, detected));
}
