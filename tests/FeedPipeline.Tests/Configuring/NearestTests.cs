using FeedPipeline.Configuring;

namespace FeedPipeline.Tests.Configuring;

public sealed class NearestTests
{
    [Theory]
    [InlineData("schedul", "schedule")]
    [InlineData("shcedule", "schedule")]
    [InlineData("fulltext", "full_text")]
    [InlineData("URL", "url")]
    [InlineData("taggs", "tags")]
    [InlineData("interval", null)]
    [InlineData("", null)]
    public void The_word_that_was_meant_is_found(string word, string? meant) =>
        Assert.Equal(meant, Nearest.Of(word, ["name", "url", "schedule", "full_text", "tags"]));
}
