using System.Text.Json;
using FeedPipeline.Deduplicating;

namespace FeedPipeline.Tests.Deduplicating;

/// <summary>Pairs of addresses, of one page or of two: a wrong "same" loses an article, a missed one only shows it twice.</summary>
public sealed class UrlPairsTests
{
    private static readonly IReadOnlyList<(bool Same, string One, string Other)> Pairs =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Deduplicating", "Fixtures", "url-pairs.jsonl"))
            .Select(line => JsonSerializer.Deserialize<JsonElement[]>(line)!)
            .Select(pair => (pair[0].GetBoolean(), pair[1].GetString()!, pair[2].GetString()!)),
    ];

    [Fact]
    public void Two_pages_never_have_one_key()
    {
        var wrong = Pairs.Where(pair => !pair.Same && CanonicalUrl.Of(pair.One) == CanonicalUrl.Of(pair.Other)).Select(pair => $"{pair.One} {pair.Other}");

        Assert.Equal(string.Empty, string.Join('\n', wrong));
        Assert.True(Pairs.Count > 300);
    }

    [Fact]
    public void Nearly_every_address_of_a_page_has_its_key()
    {
        var same = Pairs.Where(pair => pair.Same).ToList();
        var missed = same.Where(pair => CanonicalUrl.Of(pair.One) != CanonicalUrl.Of(pair.Other) || CanonicalUrl.Of(pair.One) is null)
            .Select(pair => $"{pair.One} → {CanonicalUrl.Of(pair.One)}, {pair.Other} → {CanonicalUrl.Of(pair.Other)}").ToList();

        Assert.True(missed.Count <= same.Count / 50, string.Join('\n', missed));
    }
}
