namespace FeedPipeline.Worker.Commands;

/// <summary>A line of input.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Bytes">Without its end; null when it is too long to be read.</param>
internal sealed record NdjsonLine(int Number, byte[]? Bytes);

/// <summary>The lines of a stream, one at a time: what is too long is passed over, not collected.</summary>
internal static class NdjsonLines
{
    /// <summary>Bytes of one line.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>All lines in order; blank ones are none, and a byte order mark is no part of the first.</summary>
    public static IEnumerable<NdjsonLine> Read(Stream stream)
    {
        var line = new MemoryStream();
        var buffer = new byte[81920];
        var (number, tooLong) = (1, false);
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            for (var start = 0; start < read;)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', start, read - start);
                var piece = (end < 0 ? read : end) - start;
                tooLong |= line.Length + piece > MaxBytes;
                if (!tooLong)
                    line.Write(buffer, start, piece);
                start += piece + 1;
                if (end < 0)
                    continue;
                if (Line(number, line, tooLong) is { } whole)
                    yield return whole;
                (number, tooLong) = (number + 1, false);
                line.SetLength(0);
            }
        }

        if (Line(number, line, tooLong) is { } last)
            yield return last;
    }

    private static NdjsonLine? Line(int number, MemoryStream line, bool tooLong)
    {
        if (tooLong)
            return new NdjsonLine(number, null);
        var bytes = line.GetBuffer().AsSpan(0, (int)line.Length);
        if (number == 1 && bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        return bytes.ContainsAnyExcept(" \t\r"u8) ? new NdjsonLine(number, bytes.ToArray()) : null;
    }
}
