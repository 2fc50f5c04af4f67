namespace TaskJuice.Core.Catalog;

/// <summary>A value that a person enters when connecting an app.</summary>
public sealed partial record AppField
{
    /// <summary>The name used in templates as <c>{key}</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The label of the input.</summary>
    public required string Label { get; init; }

    /// <summary>One line below the input: what the value is and where to find it.</summary>
    public string? Help { get; init; }

    /// <summary>An example shown as placeholder.</summary>
    public string? Example { get; init; }

    /// <summary>Text shown before the input, such as <c>https://</c>; removed from a pasted value.</summary>
    public string? Prefix { get; init; }

    /// <summary>Text shown after the input, such as <c>.freshdesk.com</c>; removed from a pasted value.</summary>
    public string? Suffix { get; init; }

    /// <summary>The initial value of the input, and the value of an optional input that is left empty.</summary>
    public string? Default { get; init; }

    /// <summary>Which values are safe and valid.</summary>
    public FieldFormat Format { get; init; } = FieldFormat.Text;

    /// <summary>A regular expression that the whole value must match, in addition to <see cref="Format"/>.</summary>
    public string? Pattern { get; init; }

    /// <summary>The error shown when <see cref="Pattern"/> does not match; it describes a valid value.</summary>
    public string? PatternHelp { get; init; }

    /// <summary>The only values allowed, shown as a select; empty means free text.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>False when the input may be left empty.</summary>
    public bool Required { get; init; } = true;

    /// <summary>True for a masked input whose value is stored in the vault and never shown again.</summary>
    public bool Secret { get; init; }
}

/// <summary>One option of a field with a fixed set of values.</summary>
/// <param name="Value">The value used in templates.</param>
/// <param name="Label">The label shown to people.</param>
public sealed record FieldOption(string Value, string Label);

/// <summary>Which characters a field may contain. Values that become part of a host name are the dangerous kind.</summary>
public enum FieldFormat
{
    /// <summary>Any single line of text. Allowed in paths, queries, headers and bodies, never in a host.</summary>
    Text,

    /// <summary>One label of a DNS name (RFC 1035 section 2.3.1, lower case). May be used in a host before a fixed suffix.</summary>
    DnsLabel,

    /// <summary>
    /// A full host name, for self-hosted servers. May be the whole host, and is subject to the egress guard like any other.
    /// </summary>
    Host,

    /// <summary>A PEM-encoded private key that signs assertions. It is never sent anywhere.</summary>
    PrivateKey,
}
