using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Configuring;

/// <summary>Options as an operator wrote them, looked at before they are bound: what the binder says of them is for programmers.</summary>
internal static class WrittenOptions
{
    /// <summary>Finds options of a section that are unknown, or whose value cannot be read.</summary>
    /// <exception cref="OptionsValidationException">There are some; each is named as it is written in the environment.</exception>
    public static void Check<TOptions>(IConfigurationSection section)
    {
        var properties = typeof(TOptions).GetProperties().Where(property => property.CanWrite || !property.PropertyType.IsValueType).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        var wrong = section.GetChildren().Select(option => Problem(section.Key, option, properties)).OfType<string>().ToList();
        if (wrong.Count > 0)
            throw new OptionsValidationException(section.Key, typeof(TOptions), wrong);
    }

    private static string? Problem(string section, IConfigurationSection option, Dictionary<string, PropertyInfo> properties)
    {
        if (!properties.TryGetValue(option.Key, out var property))
            return $"there is no option {section}__{option.Key}{(Nearest.Of(option.Key, properties.Keys) is { } near ? $", did you mean {section}__{near}?" : string.Empty)}";
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return option.Value is not { Length: > 0 } value || Wanted(type) is not { } wanted || CanBe(type, value) ? null : $"{section}__{property.Name}={value}: {wanted} is wanted";
    }

    private static string? Wanted(Type type) => type switch
    {
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type)),
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a length of time like 00:00:30, or 1.00:00:00 for a day,",
        _ => null,
    };

    private static bool CanBe(Type type, string value)
    {
        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
            return true;
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or OverflowException)
        {
            return false;
        }
    }
}
