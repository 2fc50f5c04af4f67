using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskJuice.Core.Vault;

/// <summary>
/// A credential in memory. It does not print, does not serialize and does not compare; only <see cref="Reveal"/> gives the characters,
/// and only the vault and the provider calls may use it.
/// </summary>
[JsonConverter(typeof(NeverWritten))]
public readonly struct Secret(string value)
{
    private readonly string? _value = value;

    /// <summary>True for the default value, which holds no characters.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_value);

    /// <summary>The characters themselves. Keep them out of logs, spans, exceptions and pages.</summary>
    public string Reveal() => _value ?? "";

    /// <summary>True when both hold the same characters; takes the same time wherever they differ.</summary>
    public bool Matches(Secret other) => CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(Reveal().AsSpan()), MemoryMarshal.AsBytes(other.Reveal().AsSpan()));

    /// <summary>Always the same placeholder.</summary>
    public override string ToString() => "[secret]";

    private sealed class NeverWritten : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is not read from JSON; open its envelope.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is not written to JSON; seal it.");
    }
}
