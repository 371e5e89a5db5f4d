using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>Column forms that several tables share.</summary>
internal static class Columns
{
    /// <summary>An enum as its snake_case name.</summary>
    public static ComplexTypePropertyBuilder<TEnum> AsName<TEnum>(this ComplexTypePropertyBuilder<TEnum> property)
        where TEnum : struct, Enum =>
        property.HasColumnType("text").HasConversion(value => TableNaming.Of(value), name => Named<TEnum>(name));

    /// <summary>An enum as its snake_case name.</summary>
    public static PropertyBuilder<TEnum> AsName<TEnum>(this PropertyBuilder<TEnum> property)
        where TEnum : struct, Enum =>
        property.HasColumnType("text").HasConversion(value => TableNaming.Of(value), name => Named<TEnum>(name));

    /// <summary>A value as JSON, with the tables' names.</summary>
    public static ComplexTypePropertyBuilder<T> AsJson<T>(this ComplexTypePropertyBuilder<T> property)
        where T : class =>
        property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, TableJson.Options),
            json => JsonSerializer.Deserialize<T>(json, TableJson.Options)!,
            new ValueComparer<T>(
                (one, other) => JsonSerializer.Serialize(one, TableJson.Options) == JsonSerializer.Serialize(other, TableJson.Options),
                value => JsonSerializer.Serialize(value, TableJson.Options).GetHashCode(StringComparison.Ordinal)));

    /// <summary>A value as JSON, with the tables' names.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property)
        where T : class =>
        property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, TableJson.Options),
            json => JsonSerializer.Deserialize<T>(json, TableJson.Options)!);

    private static TEnum Named<TEnum>(string name)
        where TEnum : struct, Enum =>
        TableNaming.Parse<TEnum>(name) ?? throw new InvalidOperationException($"'{name}' in the database is no {typeof(TEnum).Name}.");
}
