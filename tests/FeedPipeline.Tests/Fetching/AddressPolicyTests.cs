using System.Net;
using System.Text.RegularExpressions;
using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

public sealed class AddressPolicyTests
{
    private static readonly AddressPolicy Policy = new([]);

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("198.20.0.1")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    public void Public_addresses_are_allowed(string address) =>
        Assert.Null(Policy.Refusal("example.com", IPAddress.Parse(address), 443));

    [Theory]
    [InlineData("0.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("192.0.0.192")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2001:0:4136:e378::1")]
    [InlineData("2002:808:808::1")]
    [InlineData("3fff::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1%2")]
    [InlineData("ff02::1")]
    public void Special_and_embedding_addresses_are_refused(string address) =>
        Assert.NotNull(Policy.Refusal("example.com", IPAddress.Parse(address), 443));

    [Fact]
    public void A_refusal_names_the_setting_that_would_allow_it() =>
        Assert.Equal(
            "intranet (10.0.0.7) is not a public address: allow it with Fetching__AllowedNetworks__0=10.0.0.7/32",
            Policy.Refusal("intranet", IPAddress.Parse("10.0.0.7"), 80));

    [Fact]
    public void Ports_of_other_services_need_an_allowance()
    {
        var address = IPAddress.Parse("93.184.216.34");

        Assert.NotNull(Policy.Refusal("example.com", address, 22));
        Assert.NotNull(Policy.Refusal("example.com", address, 6379));
        Assert.Null(Policy.Refusal("example.com", address, 8080));
        Assert.Null(new AddressPolicy([AllowedNetwork.Parse("93.184.216.34/32:6379")]).Refusal("example.com", address, 6379));
    }

    [SkippableFact]
    public void The_case_file_is_judged_as_it_says()
    {
        var corpus = Environment.GetEnvironmentVariable("FEEDPIPELINE_CORPUS");
        Skip.If(corpus is null, "FEEDPIPELINE_CORPUS names no directory with ssrf_cases.txt.");

        var wrong = File.ReadLines(Path.Combine(corpus, "ssrf_cases.txt"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Where(IsDecidedWithoutServer)
            .Where(row => IsAllowed(Unescaped(row[3])) != (row[1] == "ALLOW"))
            .Select(row => string.Join(' ', row));

        Assert.Empty(wrong);
    }

    private static string Unescaped(string url) =>
        Regex.Replace(url, @"\\(?:[tn](?![a-z])|u[0-9a-f]{4})", escape => Regex.Unescape(escape.Value), RegexOptions.None, TimeSpan.FromSeconds(1));

    // Names that need a resolver, redirects and links in documents have tests of their own.
    // S121 is unallocated space that no server can have; S239 is a name.
    private static bool IsDecidedWithoutServer(string[] row) =>
        row[2] is not ("special-name" or "dns" or "redirect" or "second-order") && row[0] is not ("S121" or "S239");

    // Names stand for a public server, but for the one that everyone has.
    private static bool IsAllowed(string text)
    {
        if (!RequestUrl.Check(text).Succeeded(out var url, out _))
            return false;

        var address = IPAddress.TryParse(url.IdnHost, out var literal) ? literal
            : url.IdnHost == "localhost" ? IPAddress.Loopback
            : IPAddress.Parse("93.184.216.34");
        return Policy.Refusal(url.IdnHost, address, url.Port) is null;
    }
}
