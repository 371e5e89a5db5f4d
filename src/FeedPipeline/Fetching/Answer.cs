using System.Diagnostics.CodeAnalysis;

namespace FeedPipeline.Fetching;

/// <summary>What a step of a fetch came to: its value, or the failure that ends the fetch.</summary>
internal readonly record struct Answer<T>(T? Value, FetchResult.Failed? Failure)
    where T : class
{
    /// <summary>A step that went well.</summary>
    public static implicit operator Answer<T>(T value) => new(value, Failure: null);

    /// <summary>A step that ended the fetch.</summary>
    public static implicit operator Answer<T>(FetchResult.Failed failure) => new(Value: null, failure);

    /// <summary>Which of the two it is.</summary>
    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out FetchResult.Failed? failure)
    {
        (value, failure) = (Value, Failure);
        return value is not null;
    }
}
