using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FeedPipeline.Tests;

/// <summary>The house rules that can be seen in the text of the sources. Each failure says what to do instead.</summary>
public sealed partial class TidyTests
{
    private const int MaxLines = 300;
    private const int MaxReadmeLines = 150;
    private const string Library = "src/FeedPipeline/";

    private static readonly string[] Deeds =
        ["Polling", "Fetching", "Reading", "Extracting", "Normalizing", "Deduplicating", "Storing", "Publishing", "Configuring", "Watching"];

    private static readonly string[] Things = ["Feeds", "Polls", "Documents", "Articles", "Stories", "Events", "Consumers"];

    /// <summary>Where deeds are put together: the parts of <c>Pipeline.cs</c>, and the ways beside the poll.</summary>
    private static readonly string[] Compositions = ["Steps", "Flows"];

    private static readonly string[] PureDeeds = ["Reading", "Extracting", "Normalizing", "Deduplicating", "Polling"];

    /// <summary>Names that end vaguely for a reason, each with that reason.</summary>
    private static readonly Dictionary<string, string> AllowedNames = [];

    /// <summary>Where the database driver may be named.</summary>
    private static readonly Dictionary<string, string> SpeakToPostgres = new()
    {
        [Library + "Storing/"] = "all SQL is here",
        [Library + "Publishing/"] = "follows the change log",
        [Library + "PipelineServices.cs"] = "hands the one data source to Entity Framework",
        ["src/FeedPipeline.Worker/Jobs/"] = "Quartz keeps its triggers in the database",
    };

    /// <summary>Longer than the limit for a reason, each with that reason.</summary>
    private static readonly Dictionary<string, string> AllowedLengths = [];

    private static readonly string[] TopLevel =
    [
        "src", "tests", "deploy", "seeds", "FeedPipeline.sln", "docker-compose.yml", "README.md",
        "global.json", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props",
    ];

    private static readonly string[] SourceFolders = ["src", "tests", "deploy"];

    internal static readonly string Root = FindRoot();

    private static readonly IReadOnlyList<Source> All = [.. Sources()];

    private static readonly IReadOnlyList<Source> Product = [.. All.Where(source => source.Path.StartsWith("src/", StringComparison.Ordinal))];

    [Fact]
    public void Deeds_never_name_each_other() => AssertNone(
        from source in Product
        let deed = Deeds.FirstOrDefault(deed => source.IsIn(Library + deed + "/"))
        where deed is not null
        from other in Deeds.Except([deed])
        where Names(source, other)
        select $"{source.Path}: {deed} must not know {other}; pass a thing through Pipeline.cs.");

    [Fact]
    public void Things_name_no_deed() => AssertNone(
        from source in Product
        let thing = Things.FirstOrDefault(thing => source.IsIn(Library + thing + "/"))
        where thing is not null
        from deed in Deeds
        where Names(source, deed)
        select $"{source.Path}: {thing} must not know {deed}; a thing only holds what deeds hand to each other.");

    [Fact]
    public void Every_folder_is_a_deed_or_a_thing() => AssertNone(
        from folder in Directory.GetDirectories(Path.Combine(Root, Library))
        let name = Path.GetFileName(folder)
        where name is not ("bin" or "obj") && !Deeds.Contains(name) && !Things.Contains(name) && !Compositions.Contains(name)
        select $"{Library}{name}: neither a deed nor a thing; what puts deeds together stands in {string.Join(" or ", Compositions)}.");

    [Fact]
    public void Only_the_mission_stands_at_the_root() => AssertNone(
        from source in Product
        let name = source.Path[Library.Length..]
        where source.Path.StartsWith(Library, StringComparison.Ordinal) && !name.Contains('/') && name is not ("Pipeline.cs" or "Dispatcher.cs" or "Replay.cs" or "PipelineServices.cs")
        select $"{source.Path}: a part of the pipeline belongs into Steps, another way through the house into Flows.");

    [Fact]
    public void Deeds_and_things_know_no_composition() => AssertNone(
        from source in Product
        where Deeds.Concat(Things).Any(room => source.IsIn($"{Library}{room}/"))
        from composition in Compositions
        where Names(source, composition)
        select $"{source.Path}: a deed or a thing must not know {composition}; it is what they are made of.");

    [Fact]
    public void Names_say_what_a_type_is() => AssertNone(
        from source in All
        from name in Declared(source).Append(Path.GetFileNameWithoutExtension(source.Path)).Distinct()
        let ending = VagueEnding().Match(name)
        where ending.Success && !AllowedNames.ContainsKey(name)
        select $"{source.Path}: \"{ending.Value}\" in {name} says nothing; name the thing or the deed, or the design is missing.");

    [Fact]
    public void Files_hold_one_idea() => AssertNone(
        from source in Product
        where source.Lines.Length > MaxLines && !AllowedLengths.ContainsKey(source.Path)
        select $"{source.Path}: {source.Lines.Length} lines; move the second idea into a file of its own.");

    [Fact]
    public void Only_storing_speaks_to_the_database() => AssertNone(
        from source in Product
        where UsesNpgsql().IsMatch(source.Text) && !SpeakToPostgres.Keys.Any(source.IsIn)
        select $"{source.Path}: names Npgsql; put the statement into {Library}Storing/ and call it from here.");

    [Fact]
    public void Pure_deeds_touch_no_world() => AssertNone(
        from source in Product
        where PureDeeds.Any(deed => source.IsIn($"{Library}{deed}/"))
        from world in Worldly().Matches(source.Code).Select(match => match.Value).Distinct()
        select $"{source.Path}: {world} in a pure deed; take the value as a parameter and let the caller do it.");

    [Fact]
    public void Files_need_no_regions() => AssertNone(
        from source in All
        where source.Text.Contains("#region", StringComparison.Ordinal)
        select $"{source.Path}: has a region; move what it hides into a file of its own.");

    [Fact]
    public void Nothing_is_left_for_later() => AssertNone(
        from source in All
        from line in source.Numbered
        where ForLater().IsMatch(line.Text)
        select $"{source.Path}:{line.Number}: do it now, or say in src/README.md what is missing.");

    [Fact]
    public void Code_is_not_commented_out() => AssertNone(
        from source in All
        from line in source.Numbered
        where CommentedOut().IsMatch(line.Text)
        select $"{source.Path}:{line.Number}: looks like commented-out code; delete it, history has it.");

    [Fact]
    public void Packages_have_exact_versions()
    {
        var central = XDocument.Load(Path.Combine(Root, "Directory.Packages.props"));
        var properties = central.Descendants("PropertyGroup").Elements().ToDictionary(property => $"$({property.Name.LocalName})", property => property.Value);
        var ranges =
            from package in central.Descendants("PackageVersion")
            let stated = package.Attribute("Version")?.Value ?? string.Empty
            where !ExactVersion().IsMatch(properties.GetValueOrDefault(stated, stated))
            select $"Directory.Packages.props: {package.Attribute("Include")?.Value} {stated}; name one exact version.";
        var scattered =
            from project in Files("*.csproj")
            from package in XDocument.Load(Path.Combine(Root, project)).Descendants("PackageReference")
            where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
            select $"{project}: {package.Attribute("Include")?.Value} has a version of its own; state it in Directory.Packages.props.";

        AssertNone(ranges.Concat(scattered));
    }

    [Fact]
    public void The_readme_of_the_sources_can_be_read_in_one_sitting()
    {
        var readme = Path.Combine(Root, "src", "README.md");
        var lines = File.Exists(readme) ? File.ReadAllLines(readme).Length : 0;

        Assert.True(lines <= MaxReadmeLines, $"src/README.md: {lines} lines; keep what a newcomer needs in {MaxReadmeLines}.");
    }

    [Fact]
    public void The_top_level_can_be_taken_in_at_a_glance()
    {
        var ignored = File.ReadAllLines(Path.Combine(Root, ".gitignore")).Select(line => line.TrimEnd('/'));
        AssertNone(
            from entry in new DirectoryInfo(Root).EnumerateFileSystemInfos()
            where !entry.Name.StartsWith('.') && !TopLevel.Except(ignored).Contains(entry.Name) && !ignored.Contains(entry.Name)
            select $"{entry.Name}: does not belong at the top; put it into src, tests, deploy or seeds.");
    }

    [Fact]
    public void Exceptions_are_still_needed() => AssertNone(
        from path in SpeakToPostgres.Keys.Concat(AllowedLengths.Keys)
        where path.EndsWith(".cs", StringComparison.Ordinal) && !File.Exists(Path.Combine(Root, path))
        select $"{path}: is gone; remove its exception.");

    /// <summary>"using FeedPipeline.Reading;", "FeedPipeline.Reading.X" or, legal from a sibling namespace, "Reading.X".</summary>
    private static bool Names(Source source, string deed) => Regex.IsMatch(
        source.Text, $@"using FeedPipeline\.{deed}[.;]|(?<![\w.])(?:FeedPipeline\.)?{deed}\.[A-Z]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Declared(Source source) => TypeName().Matches(source.Code).Select(match => match.Groups["name"].Value);

    /// <summary>One message with a line each: <c>Assert.Empty</c> would cut them short.</summary>
    private static void AssertNone(IEnumerable<string> faults)
    {
        var found = string.Join('\n', faults.Order(StringComparer.Ordinal));
        if (found.Length > 0)
            Assert.Fail(found);
    }

    private static IEnumerable<Source> Sources() =>
        from path in Files("*.cs")
        where !path.StartsWith(Library + "Storing/Migrations/", StringComparison.Ordinal)
            && !path.EndsWith("/" + nameof(TidyTests) + ".cs", StringComparison.Ordinal)
        select new Source(path, File.ReadAllText(Path.Combine(Root, path)));

    private static IEnumerable<string> Files(string pattern) =>
        from folder in SourceFolders
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
        select path;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FeedPipeline.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No FeedPipeline.sln above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }

    [GeneratedRegex("(?:Helpers?|Utils?|Manager|Service|Processor|Base|Impl|Data|Info)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VagueEnding();

    [GeneratedRegex(@"\b(?:class|interface|enum|struct|record(?: class| struct)?) (?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"using (?:static )?Npgsql\b|(?<![\w.])Npgsql\.[A-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UsesNpgsql();

    [GeneratedRegex(
        @"\b(?:async|await|TimeProvider|HttpClient|Stopwatch)\b|(?<![\w.])(?:File|Directory|Environment|Random|Task)\.",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Worldly();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForLater();

    [GeneratedRegex(@"^\s*//(?!/).*[;{}]\s*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommentedOut();

    [GeneratedRegex(@"^\d+\.\d+\.\d+(?:\.\d+)?(?:-[0-9A-Za-z.]+)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExactVersion();

    [GeneratedRegex(@"^\s*///?.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommentLine();

    /// <param name="Path">From the repository's root, with slashes.</param>
    /// <param name="Text">All of it.</param>
    private sealed record Source(string Path, string Text)
    {
        /// <summary>Without the lines that are comments.</summary>
        public string Code { get; } = CommentLine().Replace(Text, string.Empty);

        public string[] Lines { get; } = Text.TrimEnd('\n').Split('\n');

        public IEnumerable<(int Number, string Text)> Numbered => Lines.Select((line, index) => (index + 1, line));

        public bool IsIn(string path) => Path.StartsWith(path, StringComparison.Ordinal);
    }
}
