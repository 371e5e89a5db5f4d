using System.Text;
using FeedPipeline.Reading.Charsets;

namespace FeedPipeline.Tests.Reading;

/// <summary>On well-formed XML our reader gives what .NET's gives, and finds nothing wrong; on anything else it says what it mended.</summary>
public class MarkupReaderTests
{
    [Theory]
    [InlineData("<a/>")]
    [InlineData("<?xml version='1.0'?><!DOCTYPE a [<!ELEMENT a ANY>\n] ><!-- x --><a b = 'c' d=\"e\n\tf\"> x<!--y-->z\r\n1\r2</a  ><?p q?>")]
    [InlineData("<a><![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>")]
    [InlineData("<a x='&lt;&#x41;&#66;&quot;&apos;&amp;&gt;'>&lt;&#x1F600;&#13;</a>")]
    [InlineData("<a xmlns='u:1' xmlns:p='u:2'><p:b xmlns='' p:c='1' c='2'><d xmlns:p='u:3'><p:e/></d><p:f/></p:b><g/></a>")]
    [InlineData("<rss xmlns:p='u'><item><p:x><item>1</item></p:x></item></rss>")]
    [InlineData("<feed><entry><content type='application/atom+xml'><entry><title>x</title></entry></content></entry></feed>")]
    [InlineData("<ä:ö xmlns:ä='u'><_.-9/></ä:ö>")]
    [InlineData("<a b='x > y'>x > y ]] ></a>")]
    public void Well_formed_documents_read_like_everywhere(string xml)
    {
        var (pieces, problems) = MarkupPieces.Ours(xml);

        Assert.Equal(MarkupPieces.Theirs(xml).Pieces, pieces);
        Assert.Empty(problems);
    }

    // XML 1.1, entities of the document itself (.NET takes none), attributes that nobody reads, and documents without any element.
    private static readonly string[] Harmless = ["Version number '1.1'", "undeclared entity", "undeclared prefix", "Root element is missing"];

    [SkippableFact]
    public void The_corpus_reads_like_everywhere()
    {
        var corpus = Environment.GetEnvironmentVariable("FEEDPIPELINE_CORPUS");
        Skip.If(corpus is null, "FEEDPIPELINE_CORPUS does not name the corpus folder");
        var faults = new List<string>();
        var wellFormed = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(corpus!, "feeds", "documents"), "*", SearchOption.AllDirectories))
        {
            var text = Encoding.UTF8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
            if (!text.StartsWith('<') || Characters.FirstInvalid(text) >= 0)
                continue;
            var (pieces, problems) = MarkupPieces.Ours(text);
            var (theirs, fault) = MarkupPieces.Theirs(text);
            wellFormed += theirs is null ? 0 : 1;
            if (theirs is not null && !theirs.SequenceEqual(pieces))
                faults.Add($"{path}: {theirs.Zip(pieces).FirstOrDefault(pair => pair.First != pair.Second)}");
            else if (theirs is not null && problems.Count > 0)
                faults.Add($"{path}: well-formed, but {problems[0]}");
            else if (theirs is null && problems.Count == 0 && !Harmless.Any(fault.Contains))
                faults.Add($"{path}: nobody says that {fault}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(100).Prepend($"{faults.Count} faults, {wellFormed} well-formed")));
        Assert.InRange(wellFormed, 3_000, 7_000);
    }
}
