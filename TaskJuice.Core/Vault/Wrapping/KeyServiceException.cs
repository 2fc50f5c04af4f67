namespace TaskJuice.Core.Vault.Wrapping;

/// <summary>The provider of the key-encryption key cannot be used now. It says nothing about the stored bytes.</summary>
/// <param name="message">A sentence for the operator; no key, token or answer of the provider.</param>
/// <param name="isRefusal">True when it answered and does not let us; false when it did not answer.</param>
/// <param name="inner">The cause.</param>
public sealed class KeyServiceException(string message, bool isRefusal, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when the provider answered and does not let us; time alone does not repair that.</summary>
    public bool IsRefusal => isRefusal;
}
