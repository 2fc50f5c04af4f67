using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>
/// A text with its encodings removed: decoded until nothing changes, then folded (NFKD, lower case, no combining marks). Each character is
/// mapped to its position in the original text.
/// </summary>
internal sealed partial record FoldedText(string Characters, IReadOnlyList<(int From, int To)> Places)
{
    // Nobody encodes more often than this by accident.
    private const int MostRounds = 4;

    public static FoldedText Of(string text)
    {
        FoldedText folded = new(text, [.. Enumerable.Range(0, text.Length).Select(at => (at, at + 1))]);
        for (var round = 0; round < MostRounds && Encoded().IsMatch(folded.Characters); round++)
            folded = folded.Decode();
        return folded.Fold();
    }

    /// <summary>Only the letters and digits.</summary>
    public FoldedText OnlyLetters()
    {
        List<int> kept = [.. Enumerable.Range(0, Characters.Length).Where(at => char.IsLetterOrDigit(Characters[at]))];
        return new(string.Concat(kept.Select(at => Characters[at])), [.. kept.Select(at => Places[at])]);
    }

    public FoldedText Backwards() => new(string.Concat(Characters.Reverse()), [.. Places.Reverse()]);

    /// <summary>The position of a run of characters in the original text.</summary>
    public (int From, int To) Place(int first, int last) =>
        (Math.Min(Places[first].From, Places[last].From), Math.Max(Places[first].To, Places[last].To));

    private FoldedText Decode()
    {
        var (characters, places, end) = (new StringBuilder(), new List<(int From, int To)>(), 0);
        foreach (Match match in Encoded().Matches(Characters))
        {
            Copy(match.Index);
            var decoded = Decoded(match);
            characters.Append(decoded);
            places.AddRange(Enumerable.Repeat(Place(match.Index, match.Index + match.Length - 1), decoded.Length));
            end = match.Index + match.Length;
        }

        Copy(Characters.Length);
        return new(characters.ToString(), places);

        void Copy(int to)
        {
            characters.Append(Characters, end, to - end);
            for (; end < to; end++)
                places.Add(Places[end]);
        }
    }

    private FoldedText Fold()
    {
        var (characters, places) = (new StringBuilder(Characters.Length), new List<(int From, int To)>(Characters.Length));
        var at = 0;
        foreach (var rune in Characters.EnumerateRunes())
        {
            var place = Place(at, at + rune.Utf16SequenceLength - 1);
            at += rune.Utf16SequenceLength;
            // Noncharacters cannot be normalized.
            var parts = rune.IsAscii || (rune.Value & 0xFFFE) == 0xFFFE ? $"{rune}" : $"{rune}".Normalize(NormalizationForm.FormKD);
            foreach (var part in parts)
            {
                if (char.GetUnicodeCategory(part) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark)
                    continue;
                characters.Append(char.ToLowerInvariant(part));
                places.Add(place);
            }
        }

        return new(characters.ToString(), places);
    }

    private static string Decoded(Match match) => match.Groups switch
    {
        var groups when groups["bytes"] is { Success: true, Value: var bytes } =>
            Encoding.UTF8.GetString(Convert.FromHexString(bytes.Replace("%", "", StringComparison.Ordinal))),
        var groups when groups["hex"] is { Success: true, Value: var hex } =>
            Character(int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        var groups when groups["number"] is { Success: true, Value: var number } =>
            Character(int.Parse(number, CultureInfo.InvariantCulture)),
        var groups when groups["name"].Success => WebUtility.HtmlDecode(match.Value),
        _ => " ",
    };

    // A lone surrogate is decoded together with its other half.
    private static string Character(int code) => code <= char.MaxValue ? $"{(char)code}" : Rune.IsValid(code) ? $"{new Rune(code)}" : " ";

    // URLs (%4B, %u004B), HTML (&#75; &#x4b; &amp;), JSON and source text (\u004b \x4b), bytes (0x4b).
    [GeneratedRegex(
        """%u(?<hex>[0-9a-f]{4})|(?<bytes>%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+)"""
        + """|&\#x(?<hex>[0-9a-f]{1,6});?|&\#(?<number>[0-9]{1,7});?|&(?<name>[a-z]{2,8});"""
        + """|\\{1,4}(?:u\{(?<hex>[0-9a-f]{1,6})\}|u(?<hex>[0-9a-f]{4})|x(?<hex>[0-9a-f]{2})|["'/nrtbf])"""
        + """|(?<![0-9a-z])0x(?<hex>[0-9a-f]{2})(?![0-9a-z])""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Encoded();
}
