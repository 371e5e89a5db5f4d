using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing;

/// <summary>Rows turned on their side: one array parameter a column, which <c>unnest</c> turns back. Hundreds of rows in one statement.</summary>
internal sealed class RowArrays<T>(IReadOnlyCollection<T> rows)
{
    /// <summary>Between the elements of a list that travels as one text; <c>string_to_array(…, E'\x1f')</c> takes it apart.</summary>
    private const char ListSeparator = '\u001f';

    private readonly List<NpgsqlParameter> parameters = [];

    /// <summary>True when there is nothing to write.</summary>
    public bool IsEmpty => rows.Count == 0;

    /// <summary>The next column.</summary>
    public RowArrays<T> With<TValue>(NpgsqlDbType type, Func<T, TValue> value)
    {
        parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = [.. rows.Select(value)], NpgsqlDbType = NpgsqlDbType.Array | type });
        return this;
    }

    /// <summary>The next column, a list of texts in one.</summary>
    public RowArrays<T> WithList(Func<T, IReadOnlyList<string>> value) =>
        With(NpgsqlDbType.Text, row => string.Join(ListSeparator, value(row)));

    /// <summary>A statement over these columns, <c>$1</c> being the first.</summary>
    public NpgsqlBatchCommand Command(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }
}
