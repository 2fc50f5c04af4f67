using System.Globalization;
using System.Text;

namespace TaskJuice.Core.Vault.Wrapping;

/// <summary>A key that only its wrapper can open.</summary>
/// <param name="By">Provider and version, such as <c>file:2</c> or <c>vault-transit:5</c>.</param>
/// <param name="Bytes">As the provider gave them.</param>
public sealed record WrappedKey(string By, byte[] Bytes);

/// <summary>What a wrapped key is for. Every provider binds the wrapped bytes to it.</summary>
/// <param name="Label">What kind of key.</param>
/// <param name="AccountId">Whose; empty for the vault's own.</param>
/// <param name="Number">Which of them.</param>
public sealed record KeyContext(string Label, Guid AccountId, int Number)
{
    /// <summary>A version of an account's key.</summary>
    public static KeyContext OfAccount(Guid accountId, int version) => new("taskjuice.account-key", accountId, version);

    /// <summary>The key that seals the ring behind the cookies.</summary>
    public static KeyContext OfVault { get; } = new("taskjuice.vault-key", Guid.Empty, 1);

    internal byte[] Bytes => [.. Encoding.UTF8.GetBytes(Label), .. AccountId.ToByteArray(bigEndian: true), .. SecretContext.Number(Number)];

    internal Dictionary<string, string> Pairs => new()
    {
        ["purpose"] = Label,
        ["account"] = AccountId.ToString(),
        ["number"] = Number.ToString(CultureInfo.InvariantCulture),
    };
}
