using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace FeedPipeline.Storing.Operators;

/// <summary>Where ASP.NET keeps the keys that protect forms: in the database, so that a form that one worker wrote is taken by every other. Whoever can read them there could set the operator's password as well.</summary>
public sealed class ProtectionKeys(NpgsqlDataSource database) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database.CreateCommand("SELECT xml FROM protection_key ORDER BY id");
        using var rows = command.ExecuteReader();
        var keys = new List<XElement>();
        while (rows.Read())
            keys.Add(XElement.Parse(rows.GetString(0)));
        return keys;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = database.CreateCommand("INSERT INTO protection_key (xml) VALUES ($1)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }
}
