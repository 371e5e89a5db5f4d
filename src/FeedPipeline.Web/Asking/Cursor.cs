using System.Buffers.Binary;
using System.Buffers.Text;
using FeedPipeline.Storing;
using Microsoft.OpenApi;

namespace FeedPipeline.Web.Asking;

/// <summary>Places in lists as text that means nothing to anybody else. What comes in above a place moves nothing below it.</summary>
internal static class Cursor
{
    private const int Bytes = 16;

    /// <summary>The parameter.</summary>
    public static QueryParameter Parameter { get; } = new(
        "cursor",
        "Where the part before ended: its \"next\". What is added meanwhile neither repeats rows nor leaves any out.",
        "what \"next\" of a part before said",
        Parse,
        () => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 22, MaxLength = 22, Pattern = "^[A-Za-z0-9_-]+$" });

    /// <summary>Null when it is not what <see cref="Of"/> wrote.</summary>
    public static ListPlace? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text.Length != Base64Url.GetEncodedLength(Bytes) || !Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text, bytes) != Bytes)
            return null;
        var (ticks, id) = (BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks && id >= 0 ? new ListPlace(new DateTimeOffset(ticks, TimeSpan.Zero), id) : null;
    }

    /// <summary>This place.</summary>
    public static string Of(ListPlace place)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, place.At.UtcTicks);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], place.Id);
        return Base64Url.EncodeToString(bytes);
    }
}
