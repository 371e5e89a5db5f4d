using System.Runtime.InteropServices;
using System.Text;
using FeedPipeline.Feeds;

namespace FeedPipeline.Tests.Feeds;

public sealed class AccessTests
{
    private static readonly Access Basic = new("https://a.example", [new("Authorization", "Basic cmVhZGVyOm9wZW4vc2VzYW1lKzE=")]);
    private static readonly Access Two = new("https://a.example", [new("Authorization", "Bearer t0ken-4711"), new("X-Key", "k3y value")]);

    [Theory]
    [InlineData("/x?a=cmVhZGVyOm9wZW4vc2VzYW1lKzE=", "/x?a=***")]
    [InlineData("/x?a=cmVhZGVyOm9wZW4vc2VzYW1lKzE%3D", "/x?a=***")]
    [InlineData("/x?a=open/sesame+1&b", "/x?a=***&b")]
    [InlineData("/x?a=open%2Fsesame%2B1&b", "/x?a=***&b")]
    [InlineData("reader:open/sesame+1@", "***@")]
    [InlineData("/x?a=reader", "/x?a=reader")]
    public void A_password_is_hidden_however_it_is_written(string text, string hidden) => Assert.Equal(hidden, Basic.Hide(text));

    [Theory]
    [InlineData("Bearer t0ken-4711.", "***.")]
    [InlineData("http://t0KEN-4711.example/", "http://***.example/")]
    [InlineData("/?k3y%20value#k3y value", "/?***#***")]
    [InlineData("the answer was t0ken-4…", "the answer was ***…")]
    [InlineData("the answer was t0k…", "the answer was t0k…")]
    [InlineData("t0ken", "t0ken")]
    [InlineData("", "")]
    public void Tokens_and_headers_are_hidden_and_nothing_else(string text, string hidden) => Assert.Equal(hidden, Two.Hide(text));

    [Fact]
    public void A_validator_that_repeats_a_token_is_forgotten() =>
        Assert.Equal(new Validators(null, "Mon, 01 Jan 2024", null), Two.Hide(new Validators("\"for-t0ken-4711\"", "Mon, 01 Jan 2024", null)));

    [Fact]
    public void A_document_keeps_its_length_and_all_but_the_token()
    {
        var document = "<p>t0ken-4711 and t0ken-4711, open to all</p>"u8.ToArray();

        Assert.Equal("<p>********** and **********, open to all</p>", Encoding.UTF8.GetString(Two.Hide(document.AsMemory()).Span));
        Assert.Same(document, MemoryMarshal.TryGetArray(Basic.Hide(document.AsMemory()), out var same) ? same.Array : null);
    }

    [Fact]
    public void Short_values_are_too_common_to_be_looked_for() => Assert.Equal("301", new Access("https://a.example", [new("X-Level", "1")]).Hide("301"));
}
