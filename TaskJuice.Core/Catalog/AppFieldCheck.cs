using System.Text.RegularExpressions;

namespace TaskJuice.Core.Catalog;

public sealed partial record AppField
{
    private const int LongestText = 4096;

    // Spaces and marks that cannot be seen come along when a value is copied from a page or a mail.
    private static readonly char[] Unseen = ['\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF'];

    /// <summary>
    /// Cleans what a person typed or pasted and checks it: spaces around it go, and for host formats also the scheme, path,
    /// <see cref="Prefix"/> and <see cref="Suffix"/> that come along when a whole address is pasted.
    /// </summary>
    public FieldCheck Check(string? raw)
    {
        var value = Clean(raw ?? "");
        if (value.Length == 0)
            return Required ? new FieldCheck.Refused(FieldProblem.Missing) : new FieldCheck.Accepted(Default ?? "");

        return Problem(value) is { } problem ? new FieldCheck.Refused(problem) : new FieldCheck.Accepted(value);
    }

    /// <summary>What is wrong with a cleaned value, or null when this field takes it.</summary>
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

    /// <summary>The expression anchored at both ends. It runs in linear time, so that no value can keep the server busy.</summary>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    /// <exception cref="NotSupportedException">The pattern looks back or around, which linear time does not allow.</exception>
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
