using System.Collections.Frozen;

namespace FeedPipeline.Articles.Wording;

/// <summary>Month names as bylines spell them, twelve per line, alternatives after a slash.</summary>
internal static class MonthNames
{
    private static readonly string[] Years =
    [
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec",
        "januar/jänner februar/feber märz april mai juni juli august september oktober/okt november dezember/dez",
        "janvier/janv février/févr mars avril/avr mai juin juillet/juil août septembre octobre novembre décembre/déc",
        "enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre octubre noviembre diciembre/dic",
        "gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre/set ottobre/ott novembre dicembre",
        "janeiro fevereiro/fev março abril maio/mai junho julho agosto setembro outubro/out novembro dezembro",
        "januari februari maart/mrt april mei juni juli augustus september oktober november december",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar mars/marts april mai/maj juni juli august september oktober november desember/des",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر",
        "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    ];

    private static readonly FrozenDictionary<string, int> Numbers = Table();

    /// <summary>1 to 12; null when the word is no month.</summary>
    public static int? NumberOf(string name) => Numbers.TryGetValue(name, out var number) ? number : null;

    private static FrozenDictionary<string, int> Table()
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var year in Years)
        {
            foreach (var (index, names) in year.Split(' ').Index())
            {
                foreach (var name in names.Split('/'))
                    numbers.TryAdd(name, index + 1);
            }
        }

        return numbers.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
