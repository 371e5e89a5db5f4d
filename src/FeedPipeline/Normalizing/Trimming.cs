using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Normalizing;

/// <summary>Takes text that is not the body out of a tree, pictures beside it excepted.</summary>
internal static class Trimming
{
    /// <summary>Empties the texts under the nodes.</summary>
    public static void Remove(IEnumerable<INode> nodes)
    {
        foreach (var text in Texts(nodes))
            text.Data = "";
    }

    /// <summary>Removes <paramref name="end"/> from the end of the texts under the nodes, however many of them it is spread over.</summary>
    public static void RemoveEnd(IEnumerable<INode> nodes, string end)
    {
        var left = Packed(end);
        foreach (var text in Enumerable.Reverse(Texts(nodes)))
        {
            var at = text.Data.Length;
            while (left.Length > 0 && at > 0)
            {
                at--;
                var packed = Packed(text.Data[at].ToString());
                if (packed.Length == 0)
                    continue;
                if (!left.EndsWith(packed, StringComparison.Ordinal))
                    return;
                left = left[..^packed.Length];
            }

            text.Data = text.Data[..at];
            if (left.Length == 0)
                return;
        }
    }

    private static string Packed(string text) => PlainText.Clean(text).Replace(" ", "", StringComparison.Ordinal);

    private static List<IText> Texts(IEnumerable<INode> nodes) => [.. nodes.SelectMany(node => node.DescendantsAndSelf().OfType<IText>())];
}
