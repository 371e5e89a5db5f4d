using FeedPipeline.Fetching;

namespace FeedPipeline.Flows.Checking;

/// <summary>What the second answer says about the validators of the first.</summary>
internal static class ValidatorFindings
{
    /// <summary>Whether an unchanged poll costs a document.</summary>
    public static Finding Of(FetchResult.Fetched first, FetchResult again)
    {
        var names = string.Join(" and ", new[] { first.Validators.ETag is null ? null : "ETag", first.Validators.LastModified is null ? null : "Last-Modified" }.OfType<string>());
        var costs = TransportFindings.Size(first.BytesWire);
        return (names, again) switch
        {
            (_, FetchResult.NotModified) => new Finding("validators", Grade.Good, $"{names} honoured (304): a poll without news costs no document"),
            ("", FetchResult.SameBody) => new Finding("validators", Grade.Note, $"none: each poll fetches {costs}, and the bytes are compared"),
            (_, FetchResult.SameBody) => new Finding("validators", Grade.Note, $"{names} sent but not honoured: each poll fetches {costs}, and the bytes are compared"),
            (_, FetchResult.Failed failed) => new Finding("validators", Grade.Note, $"the second request failed: {failed.Problem}"),
            ("", _) => new Finding("validators", Grade.Note, $"none, and the bytes differ at each request: each poll fetches {costs}, and the items are compared"),
            _ => new Finding("validators", Grade.Note, $"{names} sent, but the document differed when it was asked for again: each poll fetches {costs}, and the items are compared"),
        };
    }
}
