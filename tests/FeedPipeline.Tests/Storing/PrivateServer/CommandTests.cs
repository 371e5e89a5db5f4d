using FeedPipeline.Storing.PrivateServer;

namespace FeedPipeline.Tests.Storing.PrivateServer;

public sealed class CommandTests
{
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        var outcome = await Command.RunAsync("printf", ["%s|", "a b", "$(id)", "'\""], Ample, CancellationToken.None);

        Assert.Equal("a b|$(id)|'\"|", outcome.Output);
    }

    [Fact]
    public async Task Only_the_end_of_a_long_output_is_kept()
    {
        var outcome = await Command.RunAsync("seq", ["1", "100000"], Ample, CancellationToken.None);

        Assert.True(outcome.Output.Length <= 16_384);
        Assert.Equal("100000", outcome.Complaint);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_ended()
    {
        var outcome = await Command.RunAsync("sleep", ["60"], TimeSpan.FromMilliseconds(1), CancellationToken.None);

        Assert.Equal("it took too long", outcome.Complaint);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        var outcome = await Command.RunAsync("no-such-program", [], Ample, CancellationToken.None);

        Assert.Equal(Command.NotExecutable, outcome.Status);
        Assert.Contains("no-such-program", outcome.Complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-21 04:02:29.918 UTC [7] LOG:  cause\n2026-11-21 04:02:29.918 UTC [7] FATAL:  effect\n", "LOG:  cause; FATAL:  effect")]
    [InlineData("copying ... ok\ninitdb: error: no\ninitdb: hint: do\n", "initdb: error: no")]
    [InlineData("one\ntwo\n", "two")]
    [InlineData("\n", null)]
    public void The_complaint_is_the_line_that_explains(string text, string? complaint) => Assert.Equal(complaint, CommandOutcome.ComplaintIn(text));
}
