using System.Text.Json;
using System.Text.Json.Nodes;
using FeedPipeline.Tests.Storing;
using FeedPipeline.Tests.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace FeedPipeline.Tests.Contracts;

[Collection(DatabaseTests.Name)]
public sealed class OpenApiTests(TestServer server)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [SkippableFact]
    public async Task The_description_of_the_api_is_the_approved_one() =>
        await Approved.MatchesAsync("openapi.json", (await DescribedAsync()).Document.ToJsonString(Indented) + "\n");

    [SkippableFact]
    public async Task It_describes_every_route_and_nothing_else()
    {
        var (document, routes) = await DescribedAsync();

        Assert.Equal(routes.Order(), Operations(document).Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}").Order());
    }

    [SkippableFact]
    public async Task It_can_be_read_without_complaint()
    {
        var (document, _) = await DescribedAsync();

        var read = OpenApiDocument.Parse(document.ToJsonString(), "json");

        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic!.SpecificationVersion);
        Assert.Empty(read.Diagnostic.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Empty(read.Document!.Validate(ValidationRuleSet.GetDefaultRuleSet()));
    }

    [SkippableFact]
    public async Task Whatever_it_refers_to_is_there()
    {
        var (document, _) = await DescribedAsync();

        Assert.DoesNotContain(References(document).Distinct(), reference => At(document, reference) is null);
    }

    [SkippableFact]
    public async Task Every_operation_says_what_it_does_takes_and_answers()
    {
        var operations = Operations((await DescribedAsync()).Document).ToList();

        Assert.Equal(operations.Count, operations.Select(operation => (string?)operation.Content["operationId"]).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty((string?)operation.Content["summary"] ?? "");
            var responses = operation.Content["responses"]!.AsObject();
            Assert.Contains(responses, response => response.Key[0] == '2');
            Assert.All(responses, response => Assert.NotEmpty((string?)response.Value!["description"] ?? ""));
            var parameters = operation.Content["parameters"]?.AsArray() ?? [];
            Assert.All(parameters, parameter => Assert.NotNull(parameter!["schema"]));
            Assert.Equal(operation.Path.Split('{').Length - 1, parameters.Count(parameter => (string?)parameter!["in"] == "path" && (bool?)parameter["required"] == true));
            if (operation.Path.StartsWith("/api/", StringComparison.Ordinal))
                Assert.NotNull(operation.Content["security"]);
        });
    }

    private async Task<(JsonNode Document, IReadOnlyList<string> Routes)> DescribedAsync()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var routes =
            from route in house.Endpoints
            where route.RoutePattern.RawText != "/openapi/{documentName}.json"
            from method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select $"{method} {route.RoutePattern.RawText!.Replace(":long", "", StringComparison.Ordinal)}";
        return (await house.JsonAsync("/openapi/v1.json"), [.. routes]);
    }

    private static IEnumerable<(string Method, string Path, JsonObject Content)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (operation.Key, path.Key, operation.Value!.AsObject());

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "$ref" ? [(string)member.Value!] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static JsonNode? At(JsonNode document, string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, part) => node?[part]);
}
