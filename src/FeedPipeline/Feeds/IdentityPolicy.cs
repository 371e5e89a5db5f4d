namespace FeedPipeline.Feeds;

/// <summary>What tells the items of a feed apart. An item that lacks it, or shares it with another, goes by the next one below.</summary>
public enum Identity
{
    /// <summary>The publisher's own id.</summary>
    Guid,

    /// <summary>The comparison form of the address.</summary>
    Link,

    /// <summary>Address and date, where many items lead to one page.</summary>
    LinkDate,

    /// <summary>Title and date, where addresses are missing or change.</summary>
    TitleDate,

    /// <summary>Title and text, for want of everything else.</summary>
    Text,
}

/// <summary>How a feed's items are told apart: measured once, and kept until the feed proves it wrong. It never goes back up by itself, because flipping back makes duplicates.</summary>
/// <param name="By">The first thing that is asked.</param>
/// <param name="Reason">One line for an operator.</param>
/// <param name="Shifts">How often the publisher changed all guids at once.</param>
public sealed record IdentityPolicy(Identity By, string Reason, int Shifts = 0)
{
    /// <summary>Reason of a policy that was not measured.</summary>
    public const string Operators = "set by an operator";

    /// <summary>Whether an operator answers for it; then nothing the feed does changes it.</summary>
    public bool IsOperators => Reason == Operators;
}
