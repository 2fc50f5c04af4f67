using System.Text.RegularExpressions;

namespace TaskJuice.Core.Catalog;

public sealed partial record AppField
{
    private const int LongestText = 4096;

    // Zero-width characters are easily copied along from a web page or an email.
    private static readonly char[] Unseen = ['\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF'];

    /// <summary>
    /// Normalizes and validates a typed or pasted value. Trims surrounding white space; for host formats it also strips the scheme, path,
    /// <see cref="Prefix"/> and <see cref="Suffix"/> that come with a pasted address.
    /// </summary>
    public FieldCheck Check(string? raw)
    {
        var value = Clean(raw ?? "");
        if (value.Length == 0)
            return Required ? new FieldCheck.Refused(FieldProblem.Missing) : new FieldCheck.Accepted(Default ?? "");

        return Problem(value) is { } problem ? new FieldCheck.Refused(problem) : new FieldCheck.Accepted(value);
    }

    /// <summary>What is wrong with a normalized value, or null when it is valid for this field.</summary>
    internal FieldProblem? Problem(string value)
    {
        if (value.Length > LongestText)
            return FieldProblem.TooLong;
        if (Format != FieldFormat.PrivateKey && value.Any(char.IsControl))
            return FieldProblem.SeveralLines;
        if (FormatProblem(value) is { } problem)
            return problem;
        if (Options.Count > 0 && Options.All(option => option.Value != value))
            return FieldProblem.NotOffered;

        return Pattern is null || Whole(Pattern).IsMatch(value) ? null : FieldProblem.WrongPattern;
    }

    /// <summary>The expression anchored at both ends, matched in linear time so that no input can exhaust the CPU.</summary>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    /// <exception cref="NotSupportedException">The pattern uses lookarounds or backreferences, which the non-backtracking engine does not
    /// support.</exception>
    internal static Regex Whole(string pattern) =>
        new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private string Clean(string raw)
    {
        var value = raw.Trim().Trim(Unseen).Trim();
        if (Format == FieldFormat.Text)
            return value;
        if (Format == FieldFormat.PrivateKey)
            return value.Length > LongestText ? value : PrivateKey.Tidy(value);

        value = HostName.FromPasted(value);
        if (Prefix is not null && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            value = value[Prefix.Length..];
        if (Suffix is not null && value.EndsWith(HostName.FromPasted(Suffix), StringComparison.Ordinal))
            value = value[..^HostName.FromPasted(Suffix).Length];

        return value;
    }

    private FieldProblem? FormatProblem(string value) => Format switch
    {
        FieldFormat.DnsLabel when !HostName.IsLabel(value) => FieldProblem.NotALabel,
        FieldFormat.Host when !HostName.IsFull(value) => FieldProblem.NotAHost,
        FieldFormat.PrivateKey when !IsPrivateKey(value) => FieldProblem.NotAPrivateKey,
        _ => null,
    };

    private static bool IsPrivateKey(string value)
    {
        using var key = PrivateKey.Read(value);
        return key is not null;
    }
}
