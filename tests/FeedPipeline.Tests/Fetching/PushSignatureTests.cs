using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

public sealed class PushSignatureTests
{
    private static readonly byte[] Body = "<rss/>"u8.ToArray();

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public void Every_method_of_the_recommendation_is_understood(string method)
    {
        var signature = LoopbackHub.Sign(method, "secret", Body);

        Assert.True(PushSignature.Matches($"{method}={signature}", "secret", Body));
        Assert.True(PushSignature.Matches($"{method.ToUpperInvariant()}={signature.ToUpperInvariant()}", "secret", Body));
        Assert.False(PushSignature.Matches($"{method}={signature}", "secret", "<rss />"u8));
        Assert.False(PushSignature.Matches($"{method}={signature}", "another", Body));
        Assert.False(PushSignature.Matches($"{method}={signature[..^2]}", "secret", Body));
        Assert.False(PushSignature.Matches($"{method}={signature}00", "secret", Body));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("sha256")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha256=abc")]
    [InlineData("md5=d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("=d41d8cd98f00b204e9800998ecf8427e")]
    public void Anything_else_is_no_signature(string? header) => Assert.False(PushSignature.Matches(header, "secret", Body));

    [Fact]
    public void A_method_cannot_pass_for_another() =>
        Assert.False(PushSignature.Matches($"sha512={LoopbackHub.Sign("sha256", "secret", Body)}", "secret", Body));

    [Fact]
    public void An_endless_header_is_no_signature() => Assert.False(PushSignature.Matches($"sha256={new string('0', 100_000)}", "secret", Body));
}
