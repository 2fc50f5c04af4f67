using System.Globalization;
using System.Text;

namespace TaskJuice.Core.Vault.Wrapping;

/// <summary>A key that only the provider that wrapped it can unwrap.</summary>
/// <param name="By">Provider and version, such as <c>file:2</c> or <c>vault-transit:5</c>.</param>
/// <param name="Bytes">The bytes as the provider returned them.</param>
public sealed record WrappedKey(string By, byte[] Bytes);

/// <summary>The purpose of a wrapped key. Every provider binds the wrapped bytes to it.</summary>
/// <param name="Label">The kind of key.</param>
/// <param name="AccountId">The account; empty for the vault's own key.</param>
/// <param name="Number">The version.</param>
public sealed record KeyContext(string Label, Guid AccountId, int Number)
{
    /// <summary>A version of an account's key.</summary>
    public static KeyContext OfAccount(Guid accountId, int version) => new("taskjuice.account-key", accountId, version);

    /// <summary>The key that encrypts the key ring of the cookies.</summary>
    public static KeyContext OfVault { get; } = new("taskjuice.vault-key", Guid.Empty, 1);

    internal byte[] Bytes => [.. Encoding.UTF8.GetBytes(Label), .. AccountId.ToByteArray(bigEndian: true), .. SecretContext.Number(Number)];

    internal Dictionary<string, string> Pairs => new()
    {
        ["purpose"] = Label,
        ["account"] = AccountId.ToString(),
        ["number"] = Number.ToString(CultureInfo.InvariantCulture),
    };
}
