namespace FeedPipeline.Reading.Formats;

/// <summary>People as RSS writes them: <c>jo@news.example (Jo Bloggs)</c> (RSS 2.0, <c>author</c>).</summary>
internal static class PersonText
{
    /// <summary>The name beside an e-mail address, else the text as it is.</summary>
    public static string? Name(string? text)
    {
        if (text is null || !text.EndsWith(')') || text.IndexOf('(', StringComparison.Ordinal) is not (> 0 and var open))
            return text;
        var name = text.AsSpan(open + 1, text.Length - open - 2).Trim();
        return text.AsSpan(0, open).Contains('@') && !name.IsEmpty ? name.ToString() : text;
    }
}
