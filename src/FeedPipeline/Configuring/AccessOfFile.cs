using FeedPipeline.Feeds;
using YamlDotNet.RepresentationModel;
using static FeedPipeline.Configuring.YamlNodes;

namespace FeedPipeline.Configuring;

/// <summary>Credentials and headers of a declared feed: where they stand, never what they are.</summary>
internal static class AccessOfFile
{
    private static readonly string[] Keys = ["basic", "bearer", "headers"];
    private static readonly string[] LoginKeys = ["user", "password"];
    private static readonly string[] Places = ["env", "file"];

    /// <summary>What stands under <c>access</c>.</summary>
    public static DeclaredAccess Read(YamlNode node)
    {
        var map = Map(node, "access", Keys);
        var access = new DeclaredAccess
        {
            Basic = map.Children.TryGetValue("basic", out var basic) ? Login(basic) : null,
            Bearer = map.Children.TryGetValue("bearer", out var bearer) ? Reference(bearer, "bearer") : null,
            Headers = map.Children.TryGetValue("headers", out var headers) ? [.. Map(headers, "headers").Children.Select(header => Header(header.Key, header.Value))] : [],
        };
        if (access is { Basic: not null, Bearer: not null })
            throw Wrong(node, "access: basic and bearer exclude each other");
        return access is { Basic: null, Bearer: null, Headers: [] } ? throw Wrong(node, $"access: one of {string.Join(", ", Keys)} is wanted") : access;
    }

    private static DeclaredLogin Login(YamlNode node)
    {
        var map = Map(node, "basic", LoginKeys);
        var user = Text(map, "user");
        if (user is null or "" || user.Contains(':', StringComparison.Ordinal) || AccessHeader.RefuseValue(user) is not null)
            throw Wrong(map, "basic: a \"user\" is wanted, in ASCII and without a colon");
        return new DeclaredLogin(user, map.Children.TryGetValue("password", out var password) ? Reference(password, "password") : throw Wrong(map, "basic: a \"password\" is wanted: {env: NAME} or {file: PATH}"));
    }

    private static DeclaredHeader Header(YamlNode key, YamlNode value)
    {
        var name = Scalar(key);
        return AccessHeader.RefuseName(name) is { } why ? throw Wrong(key, $"headers: {name}: {why}") : new DeclaredHeader(name, Reference(value, name));
    }

    /// <summary>Whoever writes a secret itself is told so, and the secret is not repeated.</summary>
    private static SecretReference Reference(YamlNode node, string what)
    {
        if (node is not YamlMappingNode)
            throw Wrong(node, $"{what}: a secret does not stand in this file; write {{env: NAME}} or {{file: PATH}}");
        var map = Map(node, what, Places);
        return (Text(map, "env"), Text(map, "file")) switch
        {
            ({ Length: > 0 } env, null) => new SecretReference(env, null),
            (null, { Length: > 0 } file) => new SecretReference(null, file),
            _ => throw Wrong(node, $"{what}: {{env: NAME}} or {{file: PATH}}"),
        };
    }
}
