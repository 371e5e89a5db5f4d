using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FeedPipeline.Tests.Reading;

/// <summary>Good documents after accidents: cut, flipped, doubled, spliced into each other, encoded anew, with pieces of markup thrown in.</summary>
internal static class Mutations
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "<", ">", "&", "\"", "'", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE x [<!ENTITY a '&a;'>]>", "&#", "&#x110000;", "&a;", "&nbsp;", "\0",
            "\uFEFF", "<item>", "</item>", "<entry>", "</channel>", "<title>", "<b>", "</p>", " xmlns='x'", " xml:base='http://['", "xml:lang='", "\\ud800", "{", "}", "[", "]", ",", "\"id\":",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xFE, 0xFF],
    ];

    private static readonly Encoding[] Encodings = [Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1, Encoding.ASCII];

    /// <summary>One to six accidents to one of the documents.</summary>
    public static Gen<byte[]> Of(IReadOnlyList<byte[]> documents) =>
        from document in Gen.Elements<byte[]>(documents)
        from seeds in Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), 6)
        from count in Gen.Choose(1, 6)
        select seeds.Take(count).Aggregate(document, (bytes, seed) => Mutate(bytes, documents, new Random(seed)));

    private static byte[] Mutate(byte[] bytes, IReadOnlyList<byte[]> documents, Random random)
    {
        var (from, to) = Range(bytes, random);
        var piece = Pieces[random.Next(Pieces.Length)];
        var other = documents[random.Next(documents.Count)];
        var (otherFrom, otherTo) = Range(other, random);
        return random.Next(9) switch
        {
            0 => bytes[..from],
            1 => [.. bytes[..from], .. bytes[to..]],
            2 => [.. bytes[..to], .. bytes[from..]],
            3 => [.. bytes[..from], .. other[otherFrom..otherTo], .. bytes[to..]],
            4 => Flip(bytes, random),
            5 => Encodings[random.Next(Encodings.Length)].GetBytes(Encoding.UTF8.GetString(bytes)),
            6 => [.. bytes[..from], .. Repeat(piece, random.Next(1, 200)), .. bytes[from..]],
            _ => [.. bytes[..from], .. piece, .. bytes[from..]],
        };
    }

    private static (int From, int To) Range(byte[] bytes, Random random)
    {
        var (one, other) = (random.Next(bytes.Length + 1), random.Next(bytes.Length + 1));
        return (Math.Min(one, other), Math.Max(one, other));
    }

    private static byte[] Flip(byte[] bytes, Random random)
    {
        var flipped = (byte[])bytes.Clone();
        for (var i = 0; i < 1 + (bytes.Length / 200) && bytes.Length > 0; i++)
            flipped[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private static IEnumerable<byte> Repeat(byte[] piece, int times) => Enumerable.Repeat(piece, times).SelectMany(bytes => bytes);
}
