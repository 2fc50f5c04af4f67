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
            return Required ? Refuse($"Enter the {Label}.") : new FieldCheck.Accepted(Default ?? "");

        return Problem(value) is { } problem ? Refuse(problem) : new FieldCheck.Accepted(value);
    }

    /// <summary>Whether a cleaned value has this field's format; the sentence that says what is wrong, or null.</summary>
    internal string? Problem(string value)
    {
        if (value.Length > LongestText)
            return $"The {Label} is too long.";
        if (Format != FieldFormat.PrivateKey && value.Any(char.IsControl))
            return $"The {Label} must be on one line; copy it again without line breaks.";
        if (FormatProblem(value) is { } problem)
            return problem;
        if (Options.Count > 0 && Options.All(option => option.Value != value))
            return $"Choose one of the values offered for {Label}.";

        return Pattern is null || Whole(Pattern).IsMatch(value) ? null : PatternHelp ?? $"This does not look like a {Label}; check what you copied.";
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

    private string? FormatProblem(string value) => Format switch
    {
        FieldFormat.DnsLabel when !HostName.IsLabel(value) =>
            $"The {Label} is one word of a-z, 0-9 and hyphens{(Example is null ? "" : $", such as {Example}")}. Enter only that part of the address.",
        FieldFormat.Host when !HostName.IsFull(value) =>
            $"The {Label} is a name such as {Example ?? "git.example.com"}, without a port, a path or an IP address.",
        FieldFormat.PrivateKey when !IsPrivateKey(value) =>
            $"The {Label} cannot be used. Paste all of it, from the BEGIN line to the END line; it must not have a passphrase.",
        _ => null,
    };

    private static bool IsPrivateKey(string value)
    {
        using var key = PrivateKey.Read(value);
        return key is not null;
    }

    private static FieldCheck.Refused Refuse(string reason) => new(reason);
}
