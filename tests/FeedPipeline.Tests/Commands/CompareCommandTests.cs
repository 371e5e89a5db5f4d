using System.IO.Compression;
using System.Text;
using FeedPipeline.Deduplicating;
using FeedPipeline.Tests.Deduplicating.Copies;
using FeedPipeline.Worker.Commands;

namespace FeedPipeline.Tests.Commands;

public sealed class CompareCommandTests
{
    private static readonly string Story = Texts.English(1, 200);

    [Fact]
    public void Every_line_read_has_its_line_in_order()
    {
        var (lines, exit) = Compare($$"""
            {"id":"a","title":"Rain","text":"{{Story}}","published":"2026-03-02T06:00:00+02:00","url":"https://example.com/a"}

            {"id":7,"text":"{{Texts.English(2, 60)}} {{Texts.Part(Story, 55, 110)}}","published":"2026-03-03"}
            {"id":"é\"\u00e9","title":null,"text":"{{Texts.Edited(Story, 1, 20)}}","published":"2026-03-01T06:00:00Z"}
            """);

        Assert.Equal(["""{"id":"a","copy_of":"é\"é","related":[7]}""", """{"id":7,"copy_of":null,"related":["a","é\"é"]}""", """{"id":"é\"é","copy_of":null,"related":[7]}"""], lines);
        Assert.Equal(ExitCode.Done, exit);
    }

    [Theory]
    [InlineData("nonsense", null, "line 2: not a JSON object")]
    [InlineData("[1]", null, "line 2: not a JSON object")]
    [InlineData("null", null, "line 2: not a JSON object")]
    [InlineData("""{"text":"x"}""", null, """line 2: no \"id\" that is a string or a number""")]
    [InlineData("""{"id":{},"text":"x"}""", null, """line 2: no \"id\" that is a string or a number""")]
    [InlineData("""{"id":"b","text":5}""", null, "line 2: text is not a text")]
    [InlineData("""{"id":"b","text":"x","published":"soon"}""", "\"b\"", """line 2: \"published\" is no date: soon""")]
    [InlineData("""{"id":"a","text":"x"}""", "\"a\"", "line 2: its id stands on line 1 already")]
    [InlineData("""{"id":"\ud800","text":"x"}""", null, """line 2: no \"id\" that is a string or a number""")]
    public void A_bad_line_says_why_and_the_rest_goes_on(string line, string? id, string error)
    {
        var (lines, exit) = Compare($$"""
            {"id":"a","text":"{{Story}}"}
            {{line}}
            {"id":"c","text":"{{Story}}"}
            """);

        Assert.Equal(
            ["""{"id":"a","copy_of":null,"related":[]}""", $$"""{"id":{{id ?? "null"}},"copy_of":null,"related":[],"error":"{{error}}"}""", """{"id":"c","copy_of":"a","related":[]}"""],
            lines);
        Assert.Equal(ExitCode.Done, exit);
    }

    [Fact]
    public void Nothing_usable_is_a_failure_and_nothing_at_all_is_not()
    {
        Assert.Equal(ExitCode.Failed, Compare("x").Exit);
        Assert.Equal(ExitCode.Done, Compare("\n\r\n").Exit);
    }

    [Fact]
    public void A_byte_order_mark_and_line_ends_of_two_signs_are_no_part_of_a_line() =>
        Assert.Equal(["""{"id":1,"copy_of":null,"related":[]}""", """{"id":2,"copy_of":null,"related":[]}"""], Compare("\uFEFF{\"id\":1}\r\n{\"id\":2}\r\n").Lines);

    [Fact]
    public void An_input_that_breaks_off_is_a_failure_of_one_line()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Story));
        var broken = new GZipStream(new MemoryStream(packed.ToArray()[..^20]), CompressionMode.Decompress);

        var failure = Assert.Throws<CommandException>(() => CompareCommand.Compare(broken, Stream.Null, new DeduplicatingOptions(), CancellationToken.None));

        Assert.StartsWith("the input cannot be read to its end", failure.Message, StringComparison.Ordinal);
    }

    private static (IReadOnlyList<string> Lines, int Exit) Compare(string input)
    {
        using var output = new MemoryStream();
        var exit = CompareCommand.Compare(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, new DeduplicatingOptions(), CancellationToken.None);
        return (Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries), exit);
    }
}
