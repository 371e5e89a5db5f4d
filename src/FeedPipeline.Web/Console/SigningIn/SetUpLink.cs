using FeedPipeline.Storing.Operators;

namespace FeedPipeline.Web.Console.SigningIn;

/// <summary>Links under which the operator's password is set, once.</summary>
public static class SetUpLink
{
    /// <summary>How long one is good.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);

    /// <summary>Makes one for the console at this address; an address that stands for all names of this machine becomes localhost.</summary>
    public static async Task<string> CreateAsync(OperatorStore operators, string urls, CancellationToken stop)
    {
        var first = urls.Split(';', StringSplitOptions.TrimEntries)[0].TrimEnd('/');
        foreach (var everywhere in (string[])["//0.0.0.0", "//[::]", "//*", "//+"])
            first = first.Replace(everywhere, "//localhost", StringComparison.Ordinal);
        return $"{first}/set-up?link={await operators.AddLinkAsync(Lifetime, stop)}";
    }
}
