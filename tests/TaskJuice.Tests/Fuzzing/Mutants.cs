using System.Globalization;
using System.Text;

namespace TaskJuice.Tests.Fuzzing;

/// <summary>
/// Texts that are nearly right: good ones that were cut, doubled, crossed with one another and spoiled. The same seed makes the same texts.
/// </summary>
internal sealed class Mutants(int seed, params IReadOnlyList<string> good)
{
    private static readonly string[] Spoilers =
    [
        "\0", "\r\n", "\t", "\u2028", "\uFEFF", "\uD83D", "\uDE00", "\u202E", "\u0301", "\uFFFF", "😀", "ﬀ", "%00", "%", "%zz", "%2f..%2f", "&", "=", "?", "#", ";", ",", "\"", "'", "<script>", "]]>", "{{", "}}", "{key}",
        "[", "]", "{", "}", ":", "\\", "\\u0000", "\\ud800", "null", "true", "-1", "0", "1e999", "9223372036854775808", "NaN", "[]", "{}", "\"\"", "..", "//", "http://127.0.0.1/", "javascript:", "Bearer ", "- ", "&a *a", "!!map",
        "!!binary", "<<: *a", "|", "> ", "00000000-0000-0000-0000-000000000000", "error=", "&code=", "&state=", "&iss=", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z",
    ];

    private readonly Random _random = new(seed);

    public Random Random => _random;

    public string Next()
    {
        var text = new StringBuilder(Pick(good));
        for (var changes = _random.Next(1, 5); changes > 0; changes--)
            Change(text);
        return text.ToString();
    }

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private void Change(StringBuilder text)
    {
        var at = _random.Next(text.Length + 1);
        var length = Math.Min(text.Length - at, _random.Next(1, 20));
        switch (_random.Next(9))
        {
            case 0: text.Remove(at, length); break;
            case 1: text.Insert(at, text.ToString(at, length)); break;
            case 2: text.Length = at; break;
            case 3: text.Insert(at, Pick(Spoilers)); break;
            case 4: text.Insert(at, Pick(good)); break;
            case 5: text.Insert(at, (char)_random.Next(0, 0x300)); break;
            case 6: text.Insert(at, Pick(Spoilers)[0].ToString(CultureInfo.InvariantCulture), _random.Next(1, 300)); break;
            case 7: text.Remove(at, length).Insert(at, Pick(Spoilers)); break;
            default:
                if (at < text.Length)
                    text[at] = (char)(text[at] ^ (1 << _random.Next(7)));
                break;
        }
    }
}
