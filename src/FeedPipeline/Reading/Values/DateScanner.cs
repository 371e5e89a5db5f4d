using System.Globalization;

namespace FeedPipeline.Reading.Values;

/// <summary>Takes numbers, words and offsets off the front of a date text.</summary>
internal ref struct DateScanner(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> rest = text;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public readonly bool IsAtDigit => !rest.IsEmpty && char.IsAsciiDigit(rest[0]);

    public readonly bool IsAtLetter => !rest.IsEmpty && char.IsLetter(rest[0]);

    public readonly bool IsAtSign => !rest.IsEmpty && rest[0] is '+' or '-' or '\u2212';

    public readonly bool IsSignedNumber => rest.Length > 1 && char.IsAsciiDigit(rest[1]);

    public readonly bool IsAtEndOfNumber => rest.IsEmpty || rest[0] is ' ' or 'Z' or 'z' or '+' or '-';

    /// <summary>True before <c>8:49</c>, <c>16:29:06</c>, <c>14h30</c> and <c>14時</c>.</summary>
    public readonly bool IsTime => BehindNumber is ':' or '時' or '时' || (BehindNumber is 'h' or 'H' && !IsLetterAt(NumberLength + 1));

    /// <summary>True before <c>16.29</c>.</summary>
    public readonly bool IsTimeWithPoint => BehindNumber == '.' && NumberLength + 1 < rest.Length && char.IsAsciiDigit(rest[NumberLength + 1]);

    private readonly int NumberLength => rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var length ? length : rest.Length;

    private readonly char BehindNumber => NumberLength is 1 or 2 && NumberLength < rest.Length ? rest[NumberLength] : '\0';

    private readonly bool IsLetterAt(int at) => at < rest.Length && char.IsLetter(rest[at]);

    public readonly bool IsAt(char mark) => !rest.IsEmpty && rest[0] == mark;

    public bool Take(char mark)
    {
        if (!IsAt(mark))
            return false;
        rest = rest[1..];
        return true;
    }

    public bool TakeAny(string marks) => !rest.IsEmpty && marks.Contains(rest[0], StringComparison.Ordinal) && Take(rest[0]);

    public void Skip(string marks) => rest = rest.TrimStart(marks);

    public void SkipOne() => rest = rest[1..];

    /// <summary>The digits ahead; -1 when there are none, or too many.</summary>
    public (int Value, int Digits) Number()
    {
        var digits = rest.IndexOfAnyExceptInRange('0', '9');
        if (digits < 0)
            digits = rest.Length;
        var value = int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        rest = rest[digits..];
        return (value, digits);
    }

    /// <summary>The digits ahead as parts of a second.</summary>
    public TimeSpan Fraction()
    {
        var ticks = 0L;
        var unit = TimeSpan.TicksPerSecond / 10;
        while (IsAtDigit)
        {
            ticks += (rest[0] - '0') * unit;
            unit /= 10;
            rest = rest[1..];
        }

        return TimeSpan.FromTicks(ticks);
    }

    public ReadOnlySpan<char> Word()
    {
        var length = 0;
        while (length < rest.Length && char.IsLetter(rest[length]))
            length++;
        var word = rest[..length];
        rest = rest[Math.Max(length, Math.Min(1, rest.Length))..];
        return word;
    }

    /// <summary><c>+01:00</c>, <c>-0500</c>, <c>+1</c>; null when out of the world's range.</summary>
    public TimeSpan? Offset()
    {
        var isWest = rest[0] != '+';
        rest = rest[1..];
        var (number, digits) = Number();
        var (hours, minutes) = digits <= 2 ? (number, Take(':') ? Number().Value : 0) : (number / 100, number % 100);
        if (hours is < 0 or > 23 || minutes is < 0 or > 59)
            return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return isWest ? -offset : offset;
    }
}
