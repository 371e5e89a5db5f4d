using FeedPipeline.Web.Access;
using FeedPipeline.Web.Asking;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace FeedPipeline.Web.Describing;

/// <summary>The API described (OpenAPI), from the same declarations that its routes are made of.</summary>
internal static class ApiDescription
{
    private const string Key = "key";

    /// <summary>The framework's description with our parameters, answers and keys.</summary>
    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = type => SchemaNames.Of(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer((document, _, _) =>
        {
            Finish(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Finish(operation, context.Description.ActionDescriptor.EndpointMetadata, context.Document!);
            if (context.Description.HttpMethod == HttpMethods.Head)
                operation.OperationId += "Head";
            return Task.CompletedTask;
        });
    });

    /// <summary><c>/openapi/v1.json</c>.</summary>
    public static void MapDescription(this IEndpointRouteBuilder app) => app.MapOpenApi().RequireAuthorization(ApiAccess.Read);

    private static void Finish(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "FeedPipeline",
            Version = "v1",
            Description = "Articles of RSS, Atom and JSON feeds in one format, one of each. On loopback reading needs no key; beyond it, and to change anything, send `Authorization: Bearer fp_…` (`feedpipe keys add`).",
        };
        document.Tags = null;
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "fp_…", Description = "A key with scope read or ops: `feedpipe keys add --name NAME --scope read`." },
        };
    }

    private static void Finish(OpenApiOperation operation, IList<object> metadata, OpenApiDocument document)
    {
        foreach (var parameter in metadata.OfType<TakenParameters>().SelectMany(taken => taken.Parameters))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter { Name = parameter.Name, In = ParameterLocation.Query, Description = $"{parameter.Says} It is {parameter.Range}.", Schema = parameter.Schema() });
        }

        operation.Responses ??= [];
        // The framework would name them after our classes.
        operation.Tags = null;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement()];
            return;
        }

        var policy = metadata.OfType<IAuthorizeData>().Select(data => data.Policy).LastOrDefault(name => name is not null);
        operation.Security = policy == ApiAccess.Ops
            ? [Requirement(document, "ops")]
            : [new OpenApiSecurityRequirement(), Requirement(document, "read")];
        operation.Description = policy == ApiAccess.Ops ? "Needs a key with scope ops." : "Needs no key on loopback; beyond it a key with scope read or ops.";
        foreach (var (status, says) in CommonAnswers(policy))
            operation.Responses.TryAdd(status, new OpenApiResponse { Description = says, Content = status == "304" ? null : Problem(document) });
    }

    private static IEnumerable<(string Status, string Says)> CommonAnswers(string? policy)
    {
        if (policy != ApiAccess.Ops)
            yield return ("304", "The client has it already (If-None-Match).");
        yield return ("400", "A parameter is unknown or wrong; detail names it and what it may be.");
        yield return ("401", "A key is needed, or the one that was sent is not valid.");
        yield return ("403", "The key's scope does not allow this.");
        yield return ("429", "Too many calls; Retry-After says when to come again.");
        yield return ("503", "The database cannot be used just now.");
    }

    private static Dictionary<string, OpenApiMediaType> Problem(OpenApiDocument document) => new()
    {
        ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference("ProblemDetails", document) },
    };

    private static OpenApiSecurityRequirement Requirement(OpenApiDocument document, string scope) => new()
    {
        [new OpenApiSecuritySchemeReference(Key, document)] = [scope],
    };
}
