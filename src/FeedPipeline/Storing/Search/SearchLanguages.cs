namespace FeedPipeline.Storing.Search;

/// <summary>Which text search configuration of PostgreSQL reads which language.</summary>
internal static class SearchLanguages
{
    /// <summary>Reads words as they are, of whatever language.</summary>
    public const string Simple = "simple";

    /// <summary>Primary subtags (BCP 47) that a configuration of PostgreSQL 15 knows.</summary>
    public static IReadOnlyDictionary<string, string> Configs { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ar"] = "arabic",
        ["hy"] = "armenian",
        ["eu"] = "basque",
        ["ca"] = "catalan",
        ["da"] = "danish",
        ["nl"] = "dutch",
        ["en"] = "english",
        ["fi"] = "finnish",
        ["fr"] = "french",
        ["de"] = "german",
        ["el"] = "greek",
        ["hi"] = "hindi",
        ["hu"] = "hungarian",
        ["id"] = "indonesian",
        ["ga"] = "irish",
        ["it"] = "italian",
        ["lt"] = "lithuanian",
        ["ne"] = "nepali",
        ["no"] = "norwegian",
        ["nb"] = "norwegian",
        ["nn"] = "norwegian",
        ["pt"] = "portuguese",
        ["ro"] = "romanian",
        ["ru"] = "russian",
        ["sr"] = "serbian",
        ["es"] = "spanish",
        ["sv"] = "swedish",
        ["ta"] = "tamil",
        ["tr"] = "turkish",
        ["yi"] = "yiddish",
    };
}
