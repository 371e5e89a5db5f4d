using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>What the site calls itself, to tell its name from headlines and people.</summary>
internal sealed partial class SiteNames
{
    private static readonly string[] Stated =
        ["og:site_name", "application-name", "apple-mobile-web-app-title", "al:ios:app_name", "al:android:app_name", "publisher", "dc.publisher", "twitter:site", "cre"];

    private readonly HashSet<string> names;
    private readonly string host;

    private SiteNames(HashSet<string> names, string host)
    {
        this.names = names;
        this.host = host;
    }

    /// <summary>Collects from head, linked data and address.</summary>
    public static SiteNames Of(Page page)
    {
        HashSet<string> found = new(page.Linked.SiteNames, StringComparer.Ordinal);
        foreach (var name in Stated)
        {
            foreach (var content in page.Meta.All(name))
                found.Add(PlainText.Fold(content));
        }

        var address = page.Address?.Host ?? "";
        address = address.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address[4..] : address;
        found.Add(PlainText.Fold(address));
        var labels = address.Split('.');
        foreach (var label in labels.Where(label => label.Length > 3))
            found.Add(PlainText.Fold(label));
        found.Remove("");
        return new SiteNames(found, PlainText.Fold(labels.Length > 1 ? labels[^2] : address));
    }

    /// <summary>Whether the text is the site's name.</summary>
    public bool Contains(string text)
    {
        var folded = PlainText.Fold(text);
        return folded.Length > 0 && (names.Contains(folded) || (folded.StartsWith("www", StringComparison.Ordinal) && names.Contains(folded[3..])));
    }

    /// <summary>A title without the site's name at either end; a part is never cut off at a colon.</summary>
    public string Strip(string title)
    {
        for (var i = 0; i < 3; i++)
        {
            var separators = Separator().Matches(title);
            if (separators.Count == 0)
                return title;
            var (last, first) = (separators[^1], separators[0]);
            if (IsSite(title[(last.Index + last.Length)..]) && last.Index > 0)
                title = title[..last.Index].TrimEnd();
            else if (IsSite(title[..first.Index]) && first.Index + first.Length < title.Length)
                title = title[(first.Index + first.Length)..].TrimStart();
            else
                return title;
        }

        return title;
    }

    /// <summary>Whether the text names the site or a part of it: "BBC News" beside a site that calls itself "BBC".</summary>
    public bool IsSite(string part)
    {
        if (Contains(part))
            return true;
        var folded = PlainText.Fold(part);
        // "BBC News" beside a site that calls itself "BBC", and "The Daily Planet" on dailyplanet.com.
        return folded.Length is > 2 and < 40 && (names.Any(name => name.Length > 2 && (name.StartsWith(folded, StringComparison.Ordinal) || folded.StartsWith(name, StringComparison.Ordinal)))
            || (host.Length > 3 && Spelled(folded).Contains(host, StringComparison.Ordinal)));
    }

    // Addresses spell umlauts out.
    private static string Spelled(string folded) => folded.Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+(?:[|·•»«–—-]|::)\s+|\s?\|\s?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Separator();
}
