namespace TaskJuice.Core.Vault;

/// <summary>A sealed secret cannot be decrypted: it was moved or changed, or its key is missing.</summary>
public sealed class VaultException(string message) : Exception(message);
