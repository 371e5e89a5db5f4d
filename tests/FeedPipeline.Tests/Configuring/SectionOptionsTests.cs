using System.ComponentModel.DataAnnotations;
using System.Globalization;
using FeedPipeline.Configuring;
using FeedPipeline.Polling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Tests.Configuring;

public sealed class SectionOptionsTests
{
    [Fact]
    public void A_section_without_values_has_the_defaults() => Assert.Equal(TimeSpan.FromMinutes(5), Bound<PollingOptions>([]).MinInterval);

    [Fact]
    public void A_value_is_bound() =>
        Assert.Equal(TimeSpan.FromMinutes(7), Bound<PollingOptions>(new() { ["Room:MinInterval"] = "00:07:00" }).MinInterval);

    [Fact]
    public void A_wrong_value_is_named_with_section_option_value_and_range()
    {
        var wrong = Refused<PollingOptions>(new() { ["Room:MinInterval"] = "00:00:01", ["Room:Lease"] = "1.00:00:00" });

        Assert.Equal(2, wrong.Length);
        Assert.Contains("Room:MinInterval is 00:00:01: The field MinInterval must be between 00:00:10 and 1.00:00:00.", wrong);
        Assert.Contains("Room:Lease is 1.00:00:00: The field Lease must be between 00:00:05 and 00:10:00.", wrong);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Values_are_written_alike_on_every_machine(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.StartsWith("Room:Share is 1.5: ", Assert.Single(Refused<Shop>(new() { ["Room:Share"] = "1.5" })), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_wrong_text_is_shown_and_a_wrong_list_is_not()
    {
        Assert.StartsWith("Room:Name is toolong: ", Assert.Single(Refused<Shop>(new() { ["Room:Name"] = "toolong" })), StringComparison.Ordinal);
        Assert.StartsWith("Room: ", Assert.Single(Refused<Shop>(new() { ["Room:Doors:0"] = "a", ["Room:Doors:1"] = "b" })), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_contradict_each_other_are_named()
    {
        var wrong = Assert.Single(Refused<PollingOptions>(new() { ["Room:MinInterval"] = "02:00:00", ["Room:MaxInterval"] = "01:00:00" }));

        Assert.Equal("Room:MinInterval is 02:00:00: longer than MaxInterval, which is 01:00:00", wrong);
    }

    [Theory]
    [InlineData("Room:MinIntervall", "00:07:00", "there is no option Room__MinIntervall, did you mean Room__MinInterval?")]
    [InlineData("Room:MinInterval", "often", "Room__MinInterval=often: a length of time like 00:00:30, or 1.00:00:00 for a day, is wanted")]
    public void An_unknown_option_and_a_value_of_the_wrong_kind_end_the_start_by_name(string key, string value, string problem) =>
        Assert.Equal(problem, Assert.Single(Refused<PollingOptions>(new() { [key] = value })));

    private static string[] Refused<TOptions>(Dictionary<string, string?> settings)
        where TOptions : class => [.. Assert.Throws<OptionsValidationException>(() => Bound<TOptions>(settings)).Failures];

    private static TOptions Bound<TOptions>(Dictionary<string, string?> settings)
        where TOptions : class
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddSectionOptions<TOptions>("Room");
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<TOptions>>().Value;
    }

    private sealed class Shop
    {
        [Range(0.0, 1.0)]
        public double Share { get; init; }

        [MaxLength(3)]
        public string Name { get; init; } = "abc";

        [MaxLength(1)]
        public IReadOnlyList<string> Doors { get; init; } = [];
    }
}
