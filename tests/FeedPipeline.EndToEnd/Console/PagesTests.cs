using FeedPipeline.Web;
using FeedPipeline.Web.Console;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace FeedPipeline.EndToEnd.Console;

/// <summary>A page that comes new to the console is looked at by all tests that look at every page.</summary>
public sealed class PagesTests
{
    /// <summary>What is no page of HTML.</summary>
    private static readonly string[] Others = ["/live", "/articles/{id:long}/picture", "/documents/{id:long}"];

    [Fact]
    public async Task Every_page_is_among_those_that_are_looked_at()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddFeedPipeline("Host=none.example").AddFeedPipelineConsole().AddFeedPipelineApi();
        await using var app = builder.Build();
        app.MapFeedPipelineApi();

        var pages = from route in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                    where route.Metadata.GetMetadata<IAuthorizeData>()?.Policy == "operator" && route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")
                    select route.RoutePattern.RawText!;

        Assert.Equal([], pages.Except(Others).Where(pattern => !ConsoleHouse.Pages.Any(path => IsOf(pattern, path))));
        Assert.True(pages.Count() > Others.Length);
    }

    private static bool IsOf(string pattern, string path) => new TemplateMatcher(TemplateParser.Parse(pattern), []).TryMatch(path.Split('?')[0], []) && (path == "/feeds/add") == (pattern == "/feeds/add");
}
