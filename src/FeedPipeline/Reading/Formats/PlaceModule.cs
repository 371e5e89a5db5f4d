using FeedPipeline.Reading.Markup;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>Where an item takes place: GeoRSS Simple and GML points, and W3C geo.</summary>
internal static class PlaceModule
{
    public static void Read(MarkupCursor cursor, ref ItemDraft item)
    {
        switch (cursor.Name)
        {
            case "point" when cursor.Vocabulary == Vocabulary.GeoRss:
            case "pos":
                item.Place ??= Numbers.Point(cursor.TextSpan());
                break;
            case "where" or "point":
                ReadChildren(cursor, ref item);
                break;
            case "lat":
                item.Latitude ??= cursor.Text();
                break;
            case "long" or "lon":
                item.Longitude ??= cursor.Text();
                break;
        }
    }

    private static void ReadChildren(MarkupCursor cursor, ref ItemDraft item)
    {
        var depth = cursor.Depth;
        while (cursor.NextChild(depth))
            Read(cursor, ref item);
    }
}
