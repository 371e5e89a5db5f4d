using FeedPipeline.Fetching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Tests.Fetching;

public sealed class FetchingOptionsTests
{
    [Fact]
    public void Everything_can_be_configured()
    {
        var options = Bound(new()
        {
            ["Fetching:Timeout"] = "00:00:30",
            ["Fetching:HostDelay"] = "0",
            ["Fetching:AllowedNetworks:0"] = "10.1.0.0/16",
        });

        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.Zero), (options.Timeout, options.HostDelay));
        Assert.Equal(["10.1.0.0/16"], options.AllowedNetworks);
    }

    [Theory]
    [InlineData("Fetching:Timeout", "01:00:00", "Timeout")]
    [InlineData("Fetching:BodyMemory", "1", "BodyMemory")]
    [InlineData("Fetching:UserAgent", "two\nlines", "UserAgent")]
    [InlineData("Fetching:AllowedNetworks:0", "intranet", "Fetching:AllowedNetworks: 'intranet'")]
    public void A_wrong_value_ends_the_start_by_name(string key, string value, string named)
    {
        var thrown = Assert.Throws<OptionsValidationException>(() => Bound(new() { [key] = value }));

        Assert.Contains(named, thrown.Message);
    }

    private static FetchingOptions Bound(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddOptions<FetchingOptions>().BindConfiguration("Fetching").ValidateDataAnnotations();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<FetchingOptions>>().Value;
    }
}
