using System.Text;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>
/// Finds secrets in a text, complete or shortened, in any of the usual encodings: both are folded, and the letters and digits of a secret
/// are searched in those of the text, forwards and backwards.
/// </summary>
internal sealed partial class HiddenSecrets
{
    // Replacing every "a" because someone's user name is "a" would reveal more than it hides.
    private const int ShortestInsideText = 4;
    private const int ShortestPiece = 8;

    // A piece without digits, or of digits only, may be a word, a date or a number that occurs by coincidence.
    private const int ShortestOfOneKind = 16;

    // The minimum number of letters and digits at the beginning of a piece; fewer would match ordinary words.
    private const int FewestLetters = 6;

    // The prefix that identifies the kind of key is not secret, but what follows is.
    private const int BehindPrefix = 4;

    private readonly HashSet<string> _short = [];
    private readonly List<SecretRun> _whole = [];
    private readonly List<SecretRun> _pieces = [];

    /// <param name="secrets">The secrets to hide, including every piece of their beginning and end.</param>
    public HiddenSecrets(IEnumerable<string> secrets)
    {
        List<string> cut = [.. secrets.Where(secret => secret.Length > 0).Distinct()];
        var wholes = cut.SelectMany(Forms).Select(form => FoldedText.Of(form).Characters).Where(form => form.Length > 0).Distinct();
        foreach (var whole in wholes)
        {
            if (whole.Length < ShortestInsideText)
                _short.Add(whole);
            else
                _whole.Add(new(whole, whole.Length));
        }

        foreach (var secret in cut.Where(secret => secret.Length >= ShortestPiece))
            AddPieces(Frame().Replace(secret, ""));
    }

    /// <summary>True when the text contains something to hide.</summary>
    public bool IsIn(string text) => In(text).Any();

    /// <summary>True when the text is a longer piece from any position of a secret.</summary>
    public bool IsPiece(string text) =>
        text.Length >= ShortestPiece && Letters(text) is { Length: >= FewestLetters } letters
            && _pieces.Any(secret => secret.Contains(letters));

    /// <summary>
    /// True when the text contains more than half of a secret: less may be a public id that the provider's keys are derived from.
    /// </summary>
    public bool IsMostIn(string text)
    {
        var folded = FoldedText.Of(text);
        var letters = folded.OnlyLetters();
        return _short.Contains(folded.Characters) || _whole.Any(secret => secret.In(folded.Characters).Any())
            || _pieces.Any(secret => secret.In(letters.Characters).Concat(secret.In(letters.Backwards().Characters))
                .Any(run => (run.Last - run.First + 1) * 2 > secret.Length));
    }

    /// <summary>The ranges of the text to hide.</summary>
    public IEnumerable<(int From, int To)> In(string text)
    {
        var folded = FoldedText.Of(text);
        if (_short.Contains(folded.Characters))
            return [(0, text.Length)];

        var letters = folded.OnlyLetters();
        return Places(_whole, folded).Concat(Pieces(letters)).Concat(Pieces(letters.Backwards()));
    }

    private static IEnumerable<(int From, int To)> Places(IEnumerable<SecretRun> secrets, FoldedText text) =>
        secrets.SelectMany(secret => secret.In(text.Characters)).Select(run => text.Place(run.First, run.Last));

    private IEnumerable<(int From, int To)> Pieces(FoldedText text)
    {
        // The number of digits before each position.
        var digits = new int[text.Characters.Length + 1];
        for (var at = 0; at < text.Characters.Length; at++)
            digits[at + 1] = digits[at] + (char.IsDigit(text.Characters[at]) ? 1 : 0);

        return _pieces.SelectMany(secret => secret.In(text.Characters))
            .Where(run => IsTelling(run.Last - run.First + 1, digits[run.Last + 1] - digits[run.First]))
            .Select(run => text.Place(run.First, run.Last));
    }

    private static bool IsTelling(int length, int digits) => length >= ShortestOfOneKind || (digits > 0 && digits < length);

    private void AddPieces(string secret)
    {
        var (bytes, prefix) = (Encoding.UTF8.GetBytes(secret), PublicPrefix().Match(secret).Value);
        var first = Letters(string.Concat(secret.Take(ShortestPiece))).Length;
        Add(Letters(secret), Math.Max(Math.Max(first, FewestLetters), prefix.Length == 0 ? 0 : Letters(prefix).Length + BehindPrefix));

        var behind = Math.Max(ShortestPiece, prefix.Length + BehindPrefix);
        Add(Letters(Convert.ToBase64String(bytes)), behind * 4 / 3);
        Add(Convert.ToHexStringLower(bytes), behind * 2);

        // The end of a text is the beginning of its reverse.
        void Add(string letters, int shortest)
        {
            if (letters.Length < FewestLetters)
                return;
            _pieces.Add(new(letters, shortest));
            _pieces.Add(new(string.Concat(letters.Reverse()), Math.Max(shortest, ShortestPiece)));
        }
    }

    // As in a Basic header and in the parts of a JWT.
    private static string[] Forms(string secret)
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        return [secret, base64, base64.TrimEnd('=').Replace('+', '-').Replace('/', '_')];
    }

    private static string Letters(string text) => FoldedText.Of(text).OnlyLetters().Characters;

    [GeneratedRegex(
        @"^(?:[sprk]k[_-](?:(?:live|test|proj|ant)[_-])?|gh[opsur]_|github_pat_|xox[a-z]-|xapp-|pat[_-]"
        + @"|shp(?:at|ca|pa|ss)_|whsec_|glpat-|lin_api_|SG\.|ya29\.|AKIA|AIza|https?://[^/]*/?)")]
    private static partial Regex PublicPrefix();

    // The encapsulation boundaries of every private key (RFC 7468).
    [GeneratedRegex("-----(?:BEGIN|END)[A-Z ]{1,40}-----")]
    private static partial Regex Frame();
}
