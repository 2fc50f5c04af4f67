namespace TaskJuice.Core.Vault.Wrapping;

/// <summary>The provider of the key-encryption key is unavailable or refuses. This says nothing about the stored bytes.</summary>
/// <param name="message">A sentence for the operator; without keys, tokens or the provider's reply.</param>
/// <param name="isRefusal">True when the provider refused; false when it did not respond.</param>
/// <param name="inner">The cause.</param>
public sealed class KeyServiceException(string message, bool isRefusal, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when the provider refused; waiting does not fix that.</summary>
    public bool IsRefusal => isRefusal;
}
