using FeedPipeline.Articles;
using FeedPipeline.Storing.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedPipeline.Storing.Articles;

/// <summary>Query parameters that say nothing about pages, as the addresses of known articles taught.</summary>
public sealed class ParameterStore(NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts, TimeProvider clock)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private (LearnedParameters Parameters, long At)? remembered;

    /// <summary>Those that are left out of comparison keys, as of a minute ago at most. What was learned later costs a second key, no article.</summary>
    public async ValueTask<LearnedParameters> LearnedAsync(CancellationToken stop)
    {
        if (remembered is { } last && clock.GetElapsedTime(last.At) < MaxAge)
            return last.Parameters;

        await using var db = await contexts.CreateDbContextAsync(stop);
        var learned = await Learned(db.UrlParameters).Select(parameter => new { parameter.Host, parameter.Name }).ToListAsync(stop);
        var parameters = new LearnedParameters(learned.Select(parameter => (parameter.Host, parameter.Name)));
        remembered = (parameters, clock.GetTimestamp());
        return parameters;
    }

    /// <summary>What was learned, by host; with <paramref name="all"/> also what is still being learned, and what names pages.</summary>
    public async Task<IReadOnlyList<UrlParameter>> ListAsync(string? site, bool all, int limit, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await (all ? db.UrlParameters : Learned(db.UrlParameters)).Where(parameter => site == null || parameter.Host == site)
            .OrderBy(parameter => parameter.Host).ThenBy(parameter => parameter.Name).Take(limit).ToListAsync(stop);
    }

    /// <summary>Says whether a parameter names pages after all, whatever was seen; false when it was never seen.</summary>
    public async Task<bool> KeepAsync(string site, string name, bool keeps, CancellationToken stop)
    {
        await using var command = database.CreateCommand("UPDATE url_parameter SET kept_at = CASE WHEN $3 THEN now() END WHERE host = $1 AND name = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = site });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = keeps });
        remembered = null;
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }

    private static IQueryable<UrlParameter> Learned(IQueryable<UrlParameter> parameters) =>
        parameters.Where(parameter => parameter.Same >= LearnedParameters.Lessons && parameter.Other == 0 && parameter.KeptAt == null);
}
