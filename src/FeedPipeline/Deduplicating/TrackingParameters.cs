using System.Collections.Frozen;

namespace FeedPipeline.Deduplicating;

/// <summary>Query parameters that say who reads and where they came from, not what the page is.</summary>
internal static class TrackingParameters
{
    /// <summary>Shorter values of <c>sid</c> number stories and sections.</summary>
    private const int MinSessionLength = 16;

    private static readonly string[] Prefixes =
    [
        "utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "hmb_", "itm_", "otm_", "oly_", "vero_", "fb_action_", "__hs", "_hs", "wt_", "vn_",
        "aspsessionid", "ga_", "amp_js_",
    ];

    private static readonly FrozenSet<string> Names = new[]
    {
        "__s", "__twitter_impression", "__readwiselocation", "amp_gsa", "_bhlid", "_branch_match_id", "_branch_referrer", "_ga", "_gl", "_openstat", "action_object_map",
        "action_ref_map", "action_type_map", "campaign_content", "campaign_id", "campaign_medium", "campaign_name", "campaign_source",
        "campaign_term", "cfid", "cftoken", "cmpid", "dclid", "echobox", "epik", "fb_comment_id", "fb_ref", "fb_source", "fbclid",
        "gad_campaignid", "gad_source", "gbraid", "gclid", "gclsrc", "gs_l", "guccounter", "guce_referrer", "guce_referrer_sig",
        "hsctatracking", "icid", "igsh", "igshid", "jsessionid", "li_fat_id", "mc_cid", "mc_eid", "mc_tc", "mkt_tok", "ml_subscriber",
        "ml_subscriber_hash", "msclkid", "ncid", "ns_campaign", "ns_fee", "ns_linkname", "ns_mchannel", "ns_source", "ocid", "os_ehash",
        "phpsessid", "rb_clickid", "ref_src", "ref_url", "s_cid", "sc_cid", "share_id", "sharetype", "smid", "soc_src", "soc_trk",
        "spm", "srsltid", "tracking_source", "ttclid", "twclid", "wbraid", "wickedid", "wtmc", "wtrid", "wtzmc", "xtor", "yclid", "ysclid",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Parameters that also name pages; they are tracking only with one of <see cref="Channels"/> or the site itself as value.</summary>
    private static readonly FrozenSet<string> Doubtful = new[] { "ref", "source", "referrer", "via" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Channels =
        new[] { "rss", "feed", "atom", "newsletter", "twitter", "facebook" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the address is tracked with <c>at_…</c>; without this one such names may be anything.</summary>
    public static bool IsCampaign(string parameter) =>
        parameter.StartsWith("at_medium=", StringComparison.OrdinalIgnoreCase) || parameter.StartsWith("at_campaign=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether <paramref name="parameter"/> (<c>name=value</c>) is one, on this host, in an address that <paramref name="isCampaign"/>.</summary>
    public static bool Contains(string parameter, string host, bool isCampaign)
    {
        var equals = parameter.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? parameter : parameter[..equals];
        var value = equals < 0 ? string.Empty : parameter[(equals + 1)..];
        return Names.Contains(name)
            || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            || (Doubtful.Contains(name) && (Channels.Contains(value) || IsSite(value, host)))
            || (name.Equals("sid", StringComparison.OrdinalIgnoreCase) && IsSession(value))
            || (isCampaign && name.StartsWith("at_", StringComparison.OrdinalIgnoreCase))
            || parameter.Equals("outputType=amp", StringComparison.OrdinalIgnoreCase)
            || parameter.Equals("feature=share", StringComparison.OrdinalIgnoreCase)
            || (name.Equals("amp", StringComparison.OrdinalIgnoreCase) && value is "" or "1");
    }

    /// <summary>A long hexadecimal number; one without letters may be a story's.</summary>
    private static bool IsSession(string value) =>
        value.Length >= MinSessionLength && value.All(char.IsAsciiHexDigit) && value.Any(char.IsAsciiLetter);

    /// <summary>The site itself or a host of it, bare or as the end of an address; not a host that only ends in the same letters.</summary>
    private static bool IsSite(string value, string host) =>
        value.EndsWith(host, StringComparison.OrdinalIgnoreCase)
        && (value.Length == host.Length || value[^(host.Length + 1)] is '.' or '/' || value[..^host.Length].EndsWith("%2F", StringComparison.OrdinalIgnoreCase));
}
