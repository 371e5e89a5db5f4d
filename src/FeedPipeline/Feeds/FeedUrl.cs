namespace FeedPipeline.Feeds;

/// <summary>Addresses of feeds.</summary>
public static class FeedUrl
{
    /// <summary>Characters of an address: a unique index takes no more than some 2,700 bytes.</summary>
    public const int MaxLength = 2000;

    /// <summary>Why this cannot be a feed's address, in words for an operator; null when it can.</summary>
    public static string? Refuse(string url) => Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) switch
    {
        true when address!.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps => "not an http or https URL",
        true when HostName.Of(address!) is null => "not an http or https URL of a host",
        true when address!.AbsoluteUri.Length > MaxLength => FormattableString.Invariant($"the URL has more than {MaxLength} characters"),
        true => null,
        false => "not an http or https URL",
    };

    /// <summary>The form in which an address is kept and requested; <see cref="Refuse"/> must have let it pass. User names and passwords are left out: they are kept sealed or not at all.</summary>
    public static string Of(string url) =>
        new Uri(url.Trim(), UriKind.Absolute) is { UserInfo.Length: > 0 } named
            ? new UriBuilder(named) { UserName = "", Password = "" }.Uri.AbsoluteUri
            : new Uri(url.Trim(), UriKind.Absolute).AbsoluteUri;
}
