namespace TaskJuice.Core.Vault;

/// <summary>A sealed secret could not be opened: it was moved, changed, or its key is missing. Nothing comes out.</summary>
public sealed class VaultException(string message) : Exception(message);
