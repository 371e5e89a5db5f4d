using System.Text;

namespace FeedPipeline.Benchmarks.Extracting;

/// <summary>Pages as large and as full of other things as publishers make them, always the same.</summary>
internal static class SamplePages
{
    private const string Sentence = "The council voted on Tuesday to reopen the old harbour bridge, which had been closed to <a href='/traffic'>all traffic</a> for more than two years. ";

    public static byte[] Make(string kind) => Encoding.UTF8.GetBytes(kind switch
    {
        "small" => Page(paragraphs: 8, teasers: 10, scripts: 2, comments: 0),
        "news" => Page(paragraphs: 25, teasers: 80, scripts: 40, comments: 0),
        _ => Page(paragraphs: 120, teasers: 150, scripts: 60, comments: 400),
    });

    private static string Page(int paragraphs, int teasers, int scripts, int comments)
    {
        var html = new StringBuilder("<!doctype html><html lang=en><head><title>Harbour bridge reopens | News Example</title><meta property=og:title content='Harbour bridge reopens'>");
        html.Append("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour bridge reopens\",\"datePublished\":\"2021-07-28T09:15:00+02:00\",\"author\":{\"@type\":\"Person\",\"name\":\"Ann Smith\"}}</script>");
        Repeat(scripts, _ => $"<script>window.dataLayer=window.dataLayer||[];{string.Concat(Enumerable.Repeat("function f(a,b){return a<b?a:b}", 40))}</script><style>{string.Concat(Enumerable.Repeat(".a>.b{color:red}", 60))}</style>");
        html.Append("</head><body><nav><ul>");
        Repeat(40, number => $"<li class='menu-item'><a href='/section/{number}'>Section {number}</a></li>");
        html.Append("</ul></nav><main><article class='story'><h1>Harbour bridge reopens</h1><p class='byline'>By Ann Smith</p><div class='story-body'>");
        Repeat(paragraphs, number => $"<p class='text'>{Sentence}{number}. {Sentence}{Sentence}</p>" + (number % 5 == 0 ? "<div class='share-bar'><a href='/f'>Share</a></div><figure><img src='/b.jpg'><figcaption>The bridge. Photo: Kim Lee/AFP</figcaption></figure>" : ""));
        html.Append("</div></article><aside class='related'>");
        Repeat(teasers, number => $"<div class='card card--teaser'><a href='/n/{number}'><img src='/t/{number}.jpg' srcset='/t/{number}-300.jpg 300w, /t/{number}-600.jpg 600w'><h3 class='card__title'>Another story of the day, number {number}</h3></a><span class='card__time'>2 hours ago</span></div>");
        html.Append("</aside><section class='comments'>");
        Repeat(comments, number => $"<div class='comment' id='c{number}'><span class='author'>Reader {number}</span><p>I have crossed this bridge every day of my life, and nobody ever asked me what I think.</p></div>");
        return html.Append("</section></main><footer><p>News Example</p></footer></body></html>").ToString();

        void Repeat(int count, Func<int, string> part)
        {
            for (var i = 1; i <= count; i++)
                html.Append(part(i));
        }
    }
}
