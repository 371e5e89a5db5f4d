using FeedPipeline.Storing;
using FeedPipeline.Web;
using FeedPipeline.Worker.Commands;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Worker.Hosting;

/// <summary>The configuration in force: files, then environment variables, then the command line.</summary>
internal sealed class Settings(IConfigurationRoot configuration)
{
    private const string SystemFile = "/etc/feedpipeline/appsettings.json";

    /// <summary>All of it.</summary>
    public IConfigurationRoot Configuration { get; } = configuration;

    /// <summary>PostgreSQL to use; null for the private one.</summary>
    public string? ConnectionString => Configuration.GetConnectionString("FeedPipeline") is { Length: > 0 } given ? given : null;

    /// <summary>Where the private server lives.</summary>
    public string DataDirectory => Path.GetFullPath(Configuration["Data"] is { Length: > 0 } given ? given : DefaultDataDirectory());

    /// <summary>What the process tells of itself.</summary>
    public TelemetryOptions Telemetry => Configuration.GetSection("Telemetry").Get<TelemetryOptions>() ?? new TelemetryOptions();

    /// <summary>Where API and console listen.</summary>
    public string Urls => Configuration["Urls"] is { Length: > 0 } given ? given : "http://127.0.0.1:8080";

    /// <summary>Reads the files in order; a file that is asked for but missing or malformed ends the start.</summary>
    public static Settings Load(string? file, string? data, string? urls)
    {
        if (file is not null && !File.Exists(file))
            throw new CommandException($"--config {file}: there is no such file", ExitCode.Usage);

        var builder = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(SystemFile, optional: true);
        if (file is not null)
            builder.AddJsonFile(Path.GetFullPath(file), optional: false);
        builder.AddEnvironmentVariables();
        builder.AddInMemoryCollection(Given(("Data", data), ("Urls", urls)));
        try
        {
            return new Settings(builder.Build());
        }
        catch (InvalidDataException malformed)
        {
            throw new CommandException($"{malformed.Message} {malformed.InnerException?.Message}", ExitCode.Usage);
        }
    }

    /// <summary>Checks every option before anything is started.</summary>
    /// <exception cref="CommandException">One of them is wrong, or unknown.</exception>
    public void Check()
    {
        if (ConnectionString is { } given && FeedPipelineDatabase.Refuse(given) is { } refusal)
            throw new CommandException($"ConnectionStrings__FeedPipeline is not a connection string: {refusal}", ExitCode.Usage);

        using var services = Options();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (Exception wrong) when (wrong is OptionsValidationException or AggregateException or InvalidOperationException)
        {
            throw new CommandException($"configuration: {Describe(wrong)}", ExitCode.Usage);
        }
    }

    /// <summary>The options of one section, for a verb that needs no pipeline.</summary>
    /// <exception cref="CommandException">An option, of whatever section, is wrong or unknown.</exception>
    public TOptions Checked<TOptions>()
        where TOptions : class
    {
        Check();
        using var services = Options();
        return services.GetRequiredService<IOptions<TOptions>>().Value;
    }

    private ServiceProvider Options() =>
        new ServiceCollection().AddSingleton<IConfiguration>(Configuration).AddFeedPipelineOptions().AddFeedPipelineApiOptions().AddTelemetryOptions().BuildServiceProvider();

    private static string Describe(Exception wrong) => wrong switch
    {
        OptionsValidationException invalid => string.Join("; ", invalid.Failures),
        AggregateException several => string.Join("; ", several.InnerExceptions.Select(Describe)),
        { InnerException: { } inner } => $"{wrong.Message} {inner.Message}",
        _ => wrong.Message,
    };

    private static IEnumerable<KeyValuePair<string, string?>> Given(params (string Key, string? Value)[] options) =>
        options.Where(option => option.Value is not null).Select(option => KeyValuePair.Create(option.Key, option.Value));

    private static string DefaultDataDirectory()
    {
        if (Environment.IsPrivilegedProcess)
            return "/var/lib/feedpipeline";
        var home = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
        return Path.Combine(home, "feedpipeline");
    }
}
