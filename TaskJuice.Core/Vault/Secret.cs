using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskJuice.Core.Vault;

/// <summary>
/// A credential in memory. It cannot be printed, serialized or compared; only <see cref="Reveal"/> returns the characters, and only the
/// vault and the provider calls may use it.
/// </summary>
[JsonConverter(typeof(NeverWritten))]
public readonly struct Secret(string value)
{
    private readonly string? _value = value;

    /// <summary>True for the default value, which has no characters.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_value);

    /// <summary>The characters. Keep them out of logs, spans, exceptions and pages.</summary>
    public string Reveal() => _value ?? "";

    /// <summary>True when both have the same characters; compared in constant time.</summary>
    public bool Matches(Secret other) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(Reveal().AsSpan()), MemoryMarshal.AsBytes(other.Reveal().AsSpan()));

    /// <summary>A constant placeholder.</summary>
    public override string ToString() => "[secret]";

    private sealed class NeverWritten : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is not read from JSON; open its envelope.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is not written to JSON; seal it.");
    }
}
