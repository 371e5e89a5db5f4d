using System.Reflection;
using System.Runtime.CompilerServices;
using FeedPipeline.Flows;
using FeedPipeline.Web;
using FeedPipeline.Worker.Jobs;

namespace FeedPipeline.Tests;

/// <summary>The house rules that can be seen in the compiled product. Each failure says what to do instead.</summary>
public sealed class ArchitectureTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly[] Product = [typeof(Pipeline).Assembly, typeof(WebApi).Assembly, typeof(MarkDueJob).Assembly];

    private static readonly IReadOnlyList<Type> Types =
        [.. Product.SelectMany(assembly => assembly.GetTypes()).Where(type => IsOurs(type.Namespace) && !IsGenerated(type))];

    /// <summary>Async methods without a token, each with the reason.</summary>
    private static readonly Dictionary<string, string> WithoutToken = new()
    {
        ["Dispatcher.StopAsync(TimeProvider)"] = "is itself the answer to the token; its limit is Polling:StopTimeout",
        ["Dispatcher.GiveBackAsync(IReadOnlyList`1)"] = "a poll is given back because the worker stops",
        ["Dispatcher.PollInTurnAsync(HeldPoll)"] = "a poll in hand outlives its caller; only StopAsync ends it",
        ["Slots.TakeAsync()"] = "who waits for a slot with a poll in hand gives it back by itself when the worker stops",
        ["Dispatcher.PollAsync(HeldPoll, IDisposable)"] = "a poll in hand outlives its caller; only StopAsync ends it",
        ["Dispatcher.FailAsync(ClaimedFeed, Exception)"] = "a failure is recorded even while the worker stops",
        ["PollQueue.WriteAllAsync()"] = "ends when the queue is complete, so that no poll is lost",
        ["PollQueue.WriteAsync(IReadOnlyList`1)"] = "a batch of polls has no one caller who could cancel it",
        ["PollStore.WriteAsync(IReadOnlyList`1)"] = "a batch of polls has no one caller who could cancel it",
    };

    /// <summary>Classes that others derive from, each with the reason.</summary>
    private static readonly Dictionary<string, string> Open = new()
    {
    };

    /// <summary>Methods to await under names that others gave, each with the reason.</summary>
    private static readonly Dictionary<string, string> NotNamedAsync = new() { ["Program.Main(String[])"] = "the compiler's entry point" };

    /// <summary>Constructors with more than five parameters, each with the reason.</summary>
    private static readonly Dictionary<string, string> ManyParameters = new()
    {
        [nameof(Subscriber)] = "adding a feed walks through the whole house once",
    };

    [Fact]
    public void Classes_are_sealed_static_or_closed_unions() => AssertNone(
        from type in Types
        where type.IsClass && !type.IsSealed && !IsClosedUnion(type) && !Open.ContainsKey(type.ToString())
        select $"{type}: seal it, make it static, or close the union (private constructor, sealed nested cases).");

    [Fact]
    public void No_interface_has_a_single_implementation() => AssertNone(
        from type in Types
        where type.IsInterface
        let implementations = Types.Count(other => other.IsClass && !other.IsAbstract && other.IsAssignableTo(type))
        where implementations < 2
        select $"{type}: has {implementations} implementations; use the class itself, or fake at the edge.");

    [Fact]
    public void Async_methods_return_something_to_await() => AssertNone(
        from method in Methods()
        where IsNamedAsync(method) && !IsAwaited(method.ReturnType)
        select $"{Name(method)}: returns {method.ReturnType.Name}; return a Task, a ValueTask or an IAsyncEnumerable, or drop \"Async\".");

    [Fact]
    public void Methods_to_await_are_named_so() => AssertNone(
        from method in Methods()
        where IsAwaited(method.ReturnType) && !IsNamedAsync(method) && !IsFrameworks(method) && !NotNamedAsync.ContainsKey(Name(method))
        select $"{Name(method)}: returns a {method.ReturnType.Name}; let its name end in Async.");

    [Fact]
    public void Async_methods_end_in_a_token_without_default() => AssertNone(
        from method in Methods()
        where IsNamedAsync(method) && !IsFrameworks(method) && !CarriesToken(method) && !WithoutToken.ContainsKey(Name(method))
        let last = method.GetParameters().LastOrDefault()
        where last is null || last.ParameterType != typeof(CancellationToken) || last.HasDefaultValue
        select $"{Name(method)}: let its last parameter be a CancellationToken without default.");

    /// <summary>A request's context has its token.</summary>
    private static bool CarriesToken(MethodInfo method) =>
        method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Microsoft.AspNetCore.Http.HttpContext));

    [Fact]
    public void Cancellation_tokens_are_called_stop() => AssertNone(
        from method in Methods()
        where !IsFrameworks(method)
        from parameter in method.GetParameters()
        where parameter.ParameterType == typeof(CancellationToken) && parameter.Name != "stop"
        select $"{Name(method)}: call {parameter.Name} \"stop\", as everywhere.");

    [Fact]
    public void Constructors_need_few_others() => AssertNone(
        from type in Types
        where type.IsClass && !typeof(Delegate).IsAssignableFrom(type) && !IsRecord(type)
        from constructor in type.GetConstructors(Declared)
        let count = constructor.GetParameters().Length
        where count > 5 && !ManyParameters.ContainsKey(type.Name)
        select $"{type}: its constructor takes {count}; more than five mean two doers.");

    [Fact]
    public void Exceptions_are_still_needed()
    {
        var methods = WithoutToken.Keys.Concat(NotNamedAsync.Keys).Except(Methods().Select(Name));
        var types = Open.Keys.Except(Types.Select(type => type.ToString())).Concat(ManyParameters.Keys.Except(Types.Select(type => type.Name)));

        AssertNone(methods.Concat(types).Select(name => $"{name}: is gone; remove its exception."));
    }

    private static IEnumerable<MethodInfo> Methods() =>
        Types.SelectMany(type => type.GetMethods(Declared)).Where(method => !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal));

    private static string Name(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";

    private static bool IsNamedAsync(MethodInfo method) => method.Name.EndsWith("Async", StringComparison.Ordinal);

    private static bool IsAwaited(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    /// <summary>Whether others said what it is called and takes: it overrides a method, or implements an interface, that is not ours.</summary>
    private static bool IsFrameworks(MethodInfo method)
    {
        var type = method.DeclaringType!;
        return !Product.Contains(method.GetBaseDefinition().DeclaringType!.Assembly)
            || (!type.IsInterface && type.GetInterfaces()
                .Where(contract => !Product.Contains(contract.Assembly))
                .SelectMany(contract => type.GetInterfaceMap(contract).TargetMethods)
                .Contains(method));
    }

    /// <summary>Abstract, nobody else can derive from it, and every case is sealed inside it. The copy constructor of a record is the compiler's.</summary>
    private static bool IsClosedUnion(Type type) =>
        type.IsAbstract
        && type.GetConstructors(Declared).All(constructor => constructor.IsPrivate || constructor.GetParameters() is [var only] && only.ParameterType == type)
        && Types.Where(other => other.BaseType == type).ToList() is { Count: > 0 } cases
        && cases.All(other => other.DeclaringType == type && other.IsSealed);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Declared) is not null;

    private static bool IsOurs(string? space) =>
        space is not null && space.StartsWith(nameof(FeedPipeline), StringComparison.Ordinal) && !space.EndsWith(".Migrations", StringComparison.Ordinal);

    /// <summary>What Razor makes of a page is neither sealed nor documented, and nobody derives from it.</summary>
    private static bool IsGenerated(Type type) =>
        type.IsSubclassOf(typeof(Microsoft.AspNetCore.Components.ComponentBase)) || type.Name == "_Imports"
        || type.Name.Contains('<', StringComparison.Ordinal)
        || type.IsDefined(typeof(CompilerGeneratedAttribute))
        || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static void AssertNone(IEnumerable<string> faults)
    {
        var found = string.Join('\n', faults.Distinct().Order(StringComparer.Ordinal));
        if (found.Length > 0)
            Assert.Fail(found);
    }
}
