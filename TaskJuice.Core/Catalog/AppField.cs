namespace TaskJuice.Core.Catalog;

/// <summary>A value a person types while connecting.</summary>
public sealed partial record AppField
{
    /// <summary>The name used in templates as <c>{key}</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The label of the input.</summary>
    public required string Label { get; init; }

    /// <summary>One line below the input: what it is and where to find it.</summary>
    public string? Help { get; init; }

    /// <summary>An example shown as placeholder.</summary>
    public string? Example { get; init; }

    /// <summary>Text shown in front of the input, such as <c>https://</c>; stripped when pasted along.</summary>
    public string? Prefix { get; init; }

    /// <summary>Text shown behind the input, such as <c>.freshdesk.com</c>; stripped when pasted along.</summary>
    public string? Suffix { get; init; }

    /// <summary>What an empty optional input means, and what the input starts with.</summary>
    public string? Default { get; init; }

    /// <summary>Which values are safe and sensible here.</summary>
    public FieldFormat Format { get; init; } = FieldFormat.Text;

    /// <summary>A regular expression the whole value must match, beyond <see cref="Format"/>.</summary>
    public string? Pattern { get; init; }

    /// <summary>Said when <see cref="Pattern"/> does not match: what a right value looks like.</summary>
    public string? PatternHelp { get; init; }

    /// <summary>The only values allowed, shown as a select; empty means free input.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>False when it may stay empty.</summary>
    public bool Required { get; init; } = true;

    /// <summary>True for a masked input whose value goes to the vault and is never shown again.</summary>
    public bool Secret { get; init; }
}

/// <summary>One choice of a field with fixed values.</summary>
/// <param name="Value">What templates get.</param>
/// <param name="Label">What the person reads.</param>
public sealed record FieldOption(string Value, string Label);

/// <summary>What the characters of a field may do. A value that becomes part of a host name is the dangerous kind.</summary>
public enum FieldFormat
{
    /// <summary>Any text on one line; allowed in paths, queries, headers and bodies, never in a host.</summary>
    Text,

    /// <summary>One label of a DNS name (RFC 1035 section 2.3.1, lower case); may stand in a host before a fixed suffix.</summary>
    DnsLabel,

    /// <summary>A whole host name, for self-managed servers; may be the host, and passes the egress guard like any other.</summary>
    Host,

    /// <summary>A private key in PEM that signs assertions. It never leaves the product.</summary>
    PrivateKey,
}
