using System.Text;

namespace FeedPipeline.Documents.Charsets;

/// <summary>Charset labels as the web uses them (WHATWG Encoding section 4.2): a narrow label means its wider Windows sibling.</summary>
internal static class CharsetNames
{
    private static readonly EncodingProvider CodePages = CodePagesEncodingProvider.Instance;

    public static readonly Encoding Windows1252 = CodePages.GetEncoding(1252)!;

    /// <summary>The encoding of a label; null when it is unknown or refused: UTF-7 hides markup, and so does EBCDIC, where no byte is what ASCII reads.</summary>
    public static Encoding? Find(string? label)
    {
        var name = label?.Trim(' ', '\t', '"', '\'', ';').ToLowerInvariant().Replace('_', '-');
        return name switch
        {
            null or "" or "utf-7" or "unicode-1-1-utf-7" or "x-unicode20utf7" => null,
            "utf8" or "utf-8" or "unicode-1-1-utf-8" => Encoding.UTF8,
            "iso-8859-1" or "iso8859-1" or "latin1" or "latin-1" or "l1" or "cp1252" => Windows1252,
            "ascii" or "us-ascii" => Encoding.ASCII,
            "gb2312" or "gbk" or "gb-2312" or "euc-cn" or "cp936" or "x-gbk" => CodePages.GetEncoding("gb18030"),
            "iso-8859-9" or "latin5" => CodePages.GetEncoding(1254),
            "iso-8859-11" or "tis-620" => CodePages.GetEncoding(874),
            "shift-jis" or "sjis" or "x-sjis" or "shift-jisx0213" or "cp932" => CodePages.GetEncoding(932),
            "ks-c-5601-1987" or "cp949" or "euc-kr" => CodePages.GetEncoding(949),
            "ucs-2" or "utf-16" or "utf-16le" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            ['m', 'a', 'c', '-', ..] => ByName("x-" + name),
            _ => ByName(name) ?? (name.StartsWith("cp", StringComparison.Ordinal) ? ByName("windows-" + name[2..]) ?? ByName("ibm" + name[2..]) : null),
        };
    }

    /// <summary>True for a label that names something and no encoding.</summary>
    public static bool IsRefused(string? label) => !string.IsNullOrWhiteSpace(label) && Find(label) is null;

    /// <summary>True for charsets whose bytes look like ASCII and are not.</summary>
    public static bool IsSevenBit(Encoding? encoding) => encoding?.CodePage is 50220 or 50221 or 50222 or 50225 or 50227 or 52936;

    private static bool IsEbcdic(Encoding encoding) => encoding.IsSingleByte && encoding.GetBytes("<") is [0x4C];

    private static Encoding? ByName(string name)
    {
        try
        {
            var encoding = CodePages.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return IsEbcdic(encoding) ? null : encoding;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
