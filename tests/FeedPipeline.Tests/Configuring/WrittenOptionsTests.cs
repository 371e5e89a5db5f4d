using FeedPipeline.Configuring;
using FeedPipeline.Fetching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Tests.Configuring;

public sealed class WrittenOptionsTests
{
    [Theory]
    [InlineData("Concurency", "3", "there is no option Fetching__Concurency, did you mean Fetching__Concurrency?")]
    [InlineData("Quite:Else", "3", "there is no option Fetching__Quite")]
    [InlineData("Concurrency", "many", "Fetching__Concurrency=many: a whole number is wanted")]
    [InlineData("concurrency", "99999999999", "Fetching__Concurrency=99999999999: a whole number is wanted")]
    [InlineData("Timeout", "soon", "Fetching__Timeout=soon: a length of time like 00:00:30, or 1.00:00:00 for a day, is wanted")]
    public void What_is_wrong_is_named_as_it_was_written(string option, string value, string problem)
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => WrittenOptions.Check<FetchingOptions>(Fetching(option, value)));

        Assert.Equal(problem, Assert.Single(wrong.Failures));
    }

    [Theory]
    [InlineData("Concurrency", "3")]
    [InlineData("timeout", "00:00:05")]
    [InlineData("AllowedNetworks:0", "10.0.0.0/8")]
    public void What_is_right_passes(string option, string value) => WrittenOptions.Check<FetchingOptions>(Fetching(option, value));

    private static IConfigurationSection Fetching(string option, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new($"Fetching:{option}", value)]).Build().GetSection("Fetching");
}
