using System.ComponentModel.DataAnnotations;
using System.Net;
using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

public sealed class AllowedNetworkTests
{
    [Theory]
    [InlineData("10.1.0.0/16", "10.1.2.3", 80, true)]
    [InlineData("10.1.0.0/16", "10.2.0.1", 80, false)]
    [InlineData("127.0.0.1/32:8081", "127.0.0.1", 8081, true)]
    [InlineData("127.0.0.1/32:8081", "127.0.0.1", 8082, false)]
    [InlineData("[::1]/128:8081", "::1", 8081, true)]
    [InlineData(" fd00::/8 ", "fd12::1", 443, true)]
    [InlineData("0.0.0.0/0", "::1", 80, false)]
    [InlineData("::/0", "::ffff:127.0.0.1", 80, false)]
    [InlineData("127.0.0.0/8", "::ffff:127.0.0.1", 80, false)]
    public void A_network_opens_its_addresses_and_its_port(string entry, string address, int port, bool opens) =>
        Assert.Equal(opens, AllowedNetwork.Parse(entry).Allows(IPAddress.Parse(address), port));

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/8:0")]
    [InlineData("10.0.0.0/8:65536")]
    [InlineData("[::1/128")]
    [InlineData("intranet/8")]
    public void A_wrong_entry_fails_the_validation_by_name(string entry)
    {
        var options = new FetchingOptions { AllowedNetworks = ["10.0.0.0/8", entry] };
        List<ValidationResult> errors = [];

        Validator.TryValidateObject(options, new(options), errors, validateAllProperties: true);

        Assert.Contains($"'{entry}'", Assert.Single(errors).ErrorMessage);
    }

    [Fact]
    public void The_defaults_are_valid()
    {
        var options = new FetchingOptions();

        Validator.ValidateObject(options, new(options), validateAllProperties: true);
    }

    [Fact]
    public void Times_out_of_range_fail_the_validation()
    {
        var options = new FetchingOptions { Timeout = TimeSpan.FromHours(1), HostDelay = TimeSpan.FromSeconds(-1) };
        List<ValidationResult> errors = [];

        Validator.TryValidateObject(options, new(options), errors, validateAllProperties: true);

        Assert.Equal(2, errors.Count);
    }
}
