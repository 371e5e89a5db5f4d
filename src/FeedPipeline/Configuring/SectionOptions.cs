using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Configuring;

/// <summary>Options bound to a section and checked at start: a wrong value is named with its section, its value and its range.</summary>
public static class SectionOptions
{
    /// <summary>Binds <typeparamref name="TOptions"/> to <paramref name="section"/>; an unknown option is an error too, and so is what cannot be read as its value.</summary>
    public static IServiceCollection AddSectionOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>()
            .Configure<IConfiguration>((_, configuration) => WrittenOptions.Check<TOptions>(configuration.GetSection(section)))
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(new Check<TOptions>(section));
        return services;
    }

    private sealed class Check<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var problems = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(problems.Select(problem => Describe(options, problem)));
        }

        private string Describe(TOptions options, ValidationResult problem)
        {
            var option = problem.MemberNames.FirstOrDefault();
            var property = option is null ? null : typeof(TOptions).GetProperty(option);
            if (property is null || property.PropertyType is { IsValueType: false } type && type != typeof(string))
                return $"{section}: {problem.ErrorMessage}";
            return string.Create(CultureInfo.InvariantCulture, $"{section}:{option} is {property.GetValue(options)}: {problem.ErrorMessage}");
        }
    }
}
