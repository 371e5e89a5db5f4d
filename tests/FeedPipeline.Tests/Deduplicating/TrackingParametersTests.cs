using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;

namespace FeedPipeline.Tests.Deduplicating;

/// <summary>Every parameter by its name: a forgotten comma in the product's list would glue two of them together.</summary>
public sealed class TrackingParametersTests
{
    private const string Page = "https://example.com/a";

    public static TheoryData<string> Tracking => [.. """
        utm_source utm_medium utm_campaign utm_term utm_content utm_id mtm_campaign pk_campaign pk_kwd piwik_campaign matomo_campaign ga_source hsa_acc hmb_campaign itm_source otm_source oly_enc_id
        vero_id fb_action_ids fb_action_types fb_source fb_ref __hstc __hssc _hsenc _hsmi wt_mc wt_zmc gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid gs_l _ga _gl fbclid fb_comment_id
        igshid igsh yclid ysclid _openstat twclid __twitter_impression msclkid ttclid li_fat_id epik mc_cid mc_eid mc_tc mkt_tok _bhlid wickedid rb_clickid ml_subscriber ml_subscriber_hash _branch_match_id
        _branch_referrer hsCtaTracking s_cid sc_cid cmpid ncid ocid icid wtrid wtmc wtzmc tracking_source echobox __s os_ehash spm vn_ref action_object_map action_type_map action_ref_map campaign_id
        campaign_name campaign_source campaign_medium campaign_term campaign_content soc_src soc_trk smid guccounter guce_referrer guce_referrer_sig __readwiseLocation sharetype share_id xtor ref_src ref_url
        ns_campaign ns_mchannel ns_source ns_linkname ns_fee PHPSESSID ASPSESSIONIDQQABCDEF CFID CFTOKEN jsessionid
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    public static TheoryData<string> Naming => [.. "id p page v q story article nid aid a fbid gid itemid newsid idarticulo partner_id sort lang date tag mc amc at_id ns_id cid sid ref source via referrer feature outputType"
        .Split(' ')];

    [Theory]
    [MemberData(nameof(Tracking))]
    public void A_parameter_that_tracks_is_left_out_wherever_it_stands(string name)
    {
        Assert.Equal(Page, CanonicalUrl.Of($"{Page}?{name}=x1"));
        Assert.Equal(Page, CanonicalUrl.Of($"{Page}?{name.ToUpperInvariant()}="));
        Assert.Equal(Page + "?id=1&q=2", CanonicalUrl.Of($"{Page}?id=1&{name}=x1&q=2"));
    }

    [Theory]
    [MemberData(nameof(Naming))]
    public void A_parameter_that_may_name_the_page_stays(string name) => Assert.Equal($"{Page}?{name}=x1", CanonicalUrl.Of($"{Page}?{name}=x1"));

    [Theory]
    [InlineData("at_medium=RSS&at_campaign=K&at_link_id=1", "")]
    [InlineData("at_campaign=K&at_bbc_team=e", "")]
    [InlineData("at_link_id=1", "?at_link_id=1")]
    [InlineData("ref=rss", "")]
    [InlineData("ref=example.com", "")]
    [InlineData("referrer=https%3A%2F%2Fwww.example.com", "")]
    [InlineData("ref=notexample.com", "?ref=notexample.com")]
    [InlineData("ref=42", "?ref=42")]
    [InlineData("source=twitter", "")]
    [InlineData("source=reuters", "?source=reuters")]
    [InlineData("via=newsletter", "")]
    [InlineData("sid=0123456789abcdef", "")]
    [InlineData("sid=0123456789abcde", "?sid=0123456789abcde")]
    [InlineData("sid=1234567890123456", "?sid=1234567890123456")]
    [InlineData("feature=share", "")]
    [InlineData("feature=video", "?feature=video")]
    [InlineData("outputType=amp", "")]
    [InlineData("amp", "")]
    [InlineData("amp=1", "")]
    [InlineData("amp=2", "?amp=2")]
    public void Some_track_with_certain_values_only(string query, string kept) => Assert.Equal(Page + kept, CanonicalUrl.Of($"{Page}?{query}"));

    [Fact]
    public void What_was_learned_of_a_host_counts_there_only()
    {
        var learned = new LearnedParameters([("example.com", "from")]);

        Assert.Equal(Page, CanonicalUrl.Of(Page + "?from=7", learned));
        Assert.Equal(Page + "?id=1", CanonicalUrl.Of("http://www.example.com/a/?from=7&id=1", learned));
        Assert.Equal("https://example.org/a?from=7", CanonicalUrl.Of("https://example.org/a?from=7", learned));
        Assert.Equal(Page + "?from2=7", CanonicalUrl.Of(Page + "?from2=7", learned));
    }
}
