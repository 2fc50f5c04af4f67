namespace TaskJuice.Core.Providers;

/// <summary>
/// Finds prefixes of a secret, from a minimum length on, in a text. Reads every character once (Knuth-Morris-Pratt), so that no reply makes
/// it slow.
/// </summary>
internal sealed class SecretRun
{
    private readonly string _characters;
    private readonly int _shortest;

    // For each prefix, the length of its longest proper prefix that is also its suffix.
    private readonly int[] _borders;

    public SecretRun(string characters, int shortest)
    {
        _characters = characters;
        _shortest = Math.Min(shortest, characters.Length);
        _borders = new int[characters.Length];
        for (var (at, matched) = (1, 0); at < characters.Length; at++)
            _borders[at] = matched = Longer(matched, characters[at]);
    }

    public int Length => _characters.Length;

    public bool Contains(string piece) => _characters.Contains(piece, StringComparison.Ordinal);

    /// <summary>First and last position of each match; a match that continues is returned again with every character.</summary>
    public IEnumerable<(int First, int Last)> In(string text)
    {
        var matched = 0;
        for (var at = 0; at < text.Length; at++)
        {
            matched = Longer(matched, text[at]);
            if (matched >= _shortest)
                yield return (at - matched + 1, at);
        }
    }

    private int Longer(int matched, char next)
    {
        while (matched > 0 && (matched == _characters.Length || _characters[matched] != next))
            matched = _borders[matched - 1];
        return _characters[matched] == next ? matched + 1 : 0;
    }
}
