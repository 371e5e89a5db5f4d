using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Tests.Fetching;

public sealed class ConnectionLogTests
{
    [Fact]
    public async Task Name_certificate_and_versions_are_those_of_the_connection()
    {
        using var certificate = Certificate();
        await using var origin = await Origin.AnswerAsync(context => context.Response.WriteAsync("hello"), listen => listen.UseHttps(certificate));
        using var fetcher = new TestFetcher(resolve: _ => [IPAddress.Loopback]);
        var log = new ConnectionLog();

        await fetcher.FetchAsync(new Feed { Name = "test", Url = $"https://news.test.invalid:{new Uri(origin.Url).Port}/", TlsException = "a test" }, log);

        var made = Assert.Single(log.Made);
        Assert.Equal(("news.test.invalid", "127.0.0.1", "TLS 1.3", "2.0", "authority of the test"), (made.Host, string.Join(' ', made.Addresses), made.Tls, made.Http, made.Issuer));
        Assert.Equal(2031, made.CertificateUntil?.Year);
    }

    [Fact]
    public async Task What_the_name_server_said_is_noted_although_it_is_refused()
    {
        using var fetcher = new TestFetcher(TestFetcher.Public, resolve: _ => [IPAddress.Parse("10.0.0.1")]);
        var log = new ConnectionLog();

        Assert.IsType<FetchResult.Failed>(await fetcher.FetchAsync(new Feed { Name = "test", Url = "http://intranet/" }, log));

        Assert.Equal("10.0.0.1", string.Join(' ', Assert.Single(log.Made).Addresses));
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=authority of the test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2031, 6, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
