using System.Text;

namespace FeedPipeline.Tests.Publishing.Formats;

/// <summary>RFC 4180, to the letter.</summary>
internal static class Csv
{
    public static List<List<string>> Read(string text)
    {
        List<List<string>> rows = [];
        List<string> row = [];
        for (var at = 0; at < text.Length;)
        {
            var cell = new StringBuilder();
            Assert.Equal('"', text[at++]);
            for (; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
            {
                at += text[at] == '"' ? 1 : 0;
                cell.Append(text[at]);
            }

            row.Add(cell.ToString());
            at++;
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            rows.Add(row);
            row = [];
        }

        return rows;
    }
}
