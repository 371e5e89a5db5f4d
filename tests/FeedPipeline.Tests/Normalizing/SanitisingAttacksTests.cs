using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using FeedPipeline.Normalizing;
using FsCheck;
using FsCheck.Fluent;

namespace FeedPipeline.Tests.Normalizing;

/// <summary>Nothing that a feed or a page carries can run where its HTML is shown.</summary>
public sealed partial class SanitisingAttacksTests
{
    private static readonly HashSet<string> Elements = ["p", "h2", "h3", "h4", "h5", "h6", "em", "strong", "code", "a", "br", "img", "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "figure", "figcaption"];
    private static readonly HashSet<string> Attributes = ["href", "rel", "src", "alt"];
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    [Fact]
    public void There_are_attacks_of_every_family() => Assert.True(Attacks.All.Distinct(StringComparer.Ordinal).Count() >= 300);

    [Fact]
    public void No_attack_leaves_anything_that_is_not_on_the_list()
    {
        var parser = new HtmlParser();
        foreach (var attack in Attacks.All)
        {
            foreach (var element in parser.ParseDocument("<body>" + SanitisedHtml.Of(attack)).Body!.QuerySelectorAll("*"))
            {
                Assert.True(Elements.Contains(element.LocalName), $"{attack}: <{element.LocalName}>");
                foreach (var attribute in element.Attributes)
                {
                    Assert.True(Attributes.Contains(attribute.Name), $"{attack}: {attribute.Name}");
                    Assert.True(attribute.Name is not ("href" or "src") || WebAddress().IsMatch(attribute.Value), $"{attack}: {attribute.Value}");
                }
            }
        }
    }

    [Fact]
    public void Sanitising_twice_changes_nothing() => Assert.All(Attacks.All, attack => Assert.Equal(SanitisedHtml.Of(attack) ?? "", SanitisedHtml.Of(SanitisedHtml.Of(attack) ?? "") ?? ""));

    [Fact]
    public void Sanitising_any_mixture_of_attacks_twice_changes_nothing()
    {
        var pieces = Gen.Elements(Attacks.All.AsEnumerable());
        var mixtures =
            from list in pieces.ListOf()
            from cut in Gen.Choose(0, 40)
            let whole = string.Concat(list.Take(6))
            select whole.Length > cut ? whole[..^cut] : whole;

        Prop.ForAll(mixtures.ToArbitrary(), mixture => (SanitisedHtml.Of(mixture) ?? "") is var once && once == (SanitisedHtml.Of(once) ?? ""))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [SkippableFact]
    public async Task No_attack_runs_in_a_browser()
    {
        var browser = Browsers.FirstOrDefault(File.Exists);
        Skip.If(browser is null, "there is no Chromium");
        // The page proves itself: the last of its frames holds an attack that was not sanitised.
        var outputs = Attacks.All.Select(attack => SanitisedHtml.Of(attack) ?? "").Append("<img src=x onerror=hit()>").ToList();

        Assert.Equal([outputs.Count - 1], await HitsAsync(browser, outputs));
    }

    private static async Task<IReadOnlyList<int>> HitsAsync(string browser, IReadOnlyList<string> outputs)
    {
        var folder = Directory.CreateTempSubdirectory("sanitised");
        try
        {
            var file = Path.Combine(folder.FullName, "attacks.html");
            await File.WriteAllTextAsync(file, Html(outputs));
            var start = new ProcessStartInfo(browser, ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", $"--user-data-dir={folder.FullName}/profile", "--dump-dom", "file://" + file])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            _ = process.StandardError.ReadToEndAsync();
            var shown = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Contains("data-ready=\"1\"", shown, StringComparison.Ordinal);
            return [.. Hit().Matches(shown).Select(match => int.Parse(match.Groups["frame"].ValueSpan, CultureInfo.InvariantCulture)).Distinct().Order()];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Each output in a frame of its own, where everything is touched, clicked but for leaving, and focused.
    private static string Html(IReadOnlyList<string> outputs)
    {
        const string Touch = "<script>onload=()=>{for(const e of document.querySelectorAll('body *')){for(const t of ['mouseover','pointerenter','focus','toggle','wheel','animationstart','load','error'])e.dispatchEvent(new Event(t));if(e.tagName!='A'||!/^https?:|^mailto:/.test(e.protocol+':'))e.click()}}</script>";
        var html = new StringBuilder("<!doctype html><meta charset=utf-8><body><div id=hits></div><script>function hit(n){const e=document.createElement('i');e.setAttribute('data-hit',n);hits.append(e)}</script>");
        foreach (var (index, output) in outputs.Index())
        {
            var inner = $"<!doctype html><script>function hit(){{parent.hit({index})}}</script><body>{output}{Touch}";
            html.Append(CultureInfo.InvariantCulture, $"<iframe srcdoc=\"{WebUtility.HtmlEncode(inner)}\"></iframe>");
        }

        return html.Append("<script>onload=()=>setTimeout(()=>document.body.setAttribute('data-ready','1'),3000)</script>").ToString();
    }

    [GeneratedRegex("^(?:https?://|mailto:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex WebAddress();

    [GeneratedRegex("data-hit=\"(?<frame>[0-9]+)\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Hit();
}
