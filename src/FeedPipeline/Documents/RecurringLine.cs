namespace FeedPipeline.Documents;

/// <summary>A short paragraph at the head or the tail of an article: template text when others of its site have it too.</summary>
/// <param name="Hash">Of its letters and digits in lower case.</param>
/// <param name="Text">As it stands there.</param>
public sealed record RecurringLine(Guid Hash, string Text);
