using System.Globalization;
using FeedPipeline.Storing;
using FeedPipeline.Web.Asking;

namespace FeedPipeline.Benchmarks.Web;

/// <summary>What an operator asks the console for, the harmless and the hard.</summary>
internal sealed class ConsolePaths(ArticleStock stock)
{
    private readonly Random random = new(1);

    public IEnumerable<(string What, Func<string> Path)> Kinds() => [.. Feeds(), .. Articles(), .. Searches(), .. Stories(), .. Watching()];

    private IEnumerable<(string What, Func<string> Path)> Feeds() =>
    [
        ("overview", () => "/"),
        ("feeds", () => "/feeds"),
        ("feeds, some part", () => $"/feeds?page={random.Next(200) + 1}"),
        ("feeds by state", () => $"/feeds?state={Any("well", "failing", "noticed", "due", "paused", "new")}"),
        ("feeds with a label", () => $"/feeds?tag=tag{random.Next(150)}"),
        ("feeds with a rare word", () => $"/feeds?q={OperationStock.Rare(Feed())}"),
        ("feeds with a common word", () => $"/feeds?q={OperationStock.Common}"),
        ("feeds in another order", () => $"/feeds?order={Any("due", "polled", "failures", "added")}&reverse={Any("true", "false")}&page={random.Next(200) + 1}"),
        ("feeds with most articles", () => "/feeds?order=added&reverse=true"),
        ("a feed", () => $"/feeds/{Feed()}"),
        ("the feed with most articles", () => "/feeds/1"),
        ("the feed with most polls", () => $"/feeds/{OperationStock.BusyFeed}"),
        ("add a feed", () => "/feeds/add"),
    ];

    private IEnumerable<(string What, Func<string> Path)> Articles() =>
    [
        ("articles", () => "/articles"),
        ("articles, some part", () => $"/articles?cursor={Deep()}"),
        ("articles of a feed", () => $"/articles?feed={Feed()}"),
        ("articles of the feed with most", () => $"/articles?feed=1&cursor={Deep()}"),
        ("articles in a language", () => $"/articles?language={Language()}&cursor={Deep()}"),
        ("articles without copies", () => $"/articles?copies=exclude&cursor={Deep()}"),
        ("articles of a day", () => $"/articles?since={Day(out var day)}&until={day}"),
        ("articles of a feed on a day", () => $"/articles?feed={Feed()}&since={Day(out var day)}&until={day}"),
        ("articles of a feed, in a language, without copies", () => $"/articles?feed={Feed()}&language={Language()}&copies=exclude"),
        ("an article", () => $"/articles/{Article()}"),
        ("the article with most revisions", () => $"/articles/{OperationStock.RevisedArticle}"),
        ("the article with most copies and sightings", () => $"/articles/{OperationStock.CopiedArticle}"),
        ("an article of the widest story", () => $"/articles/{(random.Next(125, 160) * 8) + 4}"),
        ("a raw document", () => $"/documents/{random.Next(60_000) + 1}"),
    ];

    private IEnumerable<(string What, Func<string> Path)> Searches() =>
    [
        ("search: a rare word", () => $"/articles?q={ArticleStock.Rare(Article())}"),
        ("search: a word of one article in hundreds", () => $"/articles?q={ArticleStock.Seldom(random)}"),
        ("search: such a word of one feed", () => $"/articles?q={ArticleStock.Seldom(random)}&feed={Feed()}"),
        ("search: such a word in a language", () => $"/articles?q={ArticleStock.Seldom(random)}&language={Language()}"),
        ("search: such a word, without copies, on a day", () => $"/articles?q={ArticleStock.Seldom(random)}&copies=exclude&since={Day(out var day)}&until={day}"),
        ("search: such a word, some part", () => $"/articles?q={ArticleStock.Seldom(random)}&cursor={Deep()}"),
        ("search: a common and such a word", () => $"/articles?q={ArticleStock.Common(random)}+{ArticleStock.Seldom(random)}"),
        ("search: the most common word", () => "/articles?q=news"),
        ("search: the most common word, some part", () => $"/articles?q=news&cursor={Deep()}"),
        ("search: the most common word of one feed", () => $"/articles?q=news&feed={Feed()}"),
        ("search: the most common word on a day", () => $"/articles?q=news&since={Day(out var day)}&until={day}"),
        ("search: two common words", () => $"/articles?q={ArticleStock.Common(random)}+{ArticleStock.Common(random)}"),
        ("search: a common word but not another", () => $"/articles?q=news+-{ArticleStock.Common(random)}"),
        ("search: two words in a row", () => $"/articles?q=%22{ArticleStock.Common(random)}+{ArticleStock.Common(random)}%22"),
        ("search: a word that nobody wrote", () => "/articles?q=nobodywrotethis"),
    ];

    private IEnumerable<(string What, Func<string> Path)> Stories() =>
    [
        ("stories", () => "/stories"),
        ("stories in a language, some part", () => $"/stories?language={Any("en", "de", "fr")}&cursor={Deep()}"),
        ("stories in a language that nobody writes", () => "/stories?language=xx"),
        ("a story", () => $"/stories/{ArticleStock.Story(Article())}"),
        ("the widest story", () => $"/stories/{OperationStock.WideStory}"),
    ];

    private IEnumerable<(string What, Func<string> Path)> Watching() =>
    [
        ("events", () => "/events"),
        ("events of a kind", () => "/events?kind=broken"),
        ("events, closed ones too, some part", () => $"/events?all=true&page={random.Next(600) + 1}"),
        ("events of a feed and a kind, closed ones too", () => $"/events?all=true&kind=gap&feed={Feed()}"),
        ("quarantine", () => "/quarantine"),
        ("quarantine, some part", () => $"/quarantine?page={random.Next(200) + 1}"),
        ("quarantine of a feed, released ones too", () => $"/quarantine?all=true&feed={random.Next(10) + 1}&page={random.Next(300) + 1}"),
        ("hosts of a day", () => "/hosts"),
        ("hosts of a week", () => "/hosts?hours=168"),
        ("consumers", () => "/consumers"),
        ("a webhook with dead letters", () => $"/webhooks/{random.Next(30) + 1}"),
        ("keys and sessions", () => "/access"),
        ("sign in", () => "/sign-in"),
    ];

    private int Feed() => random.Next(OperationStock.Feeds) + 1;

    private int Article() => random.Next(stock.Count) + 1;

    private string Any(params string[] of) => of[random.Next(of.Length)];

    private string Language() => Any(ArticleStock.Languages);

    private string Deep()
    {
        var id = Article();
        return Cursor.Of(new ListPlace(stock.At(id), id));
    }

    private string Day(out string day) => day = stock.At(Article()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
