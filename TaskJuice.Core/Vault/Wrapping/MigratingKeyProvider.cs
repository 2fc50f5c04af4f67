namespace TaskJuice.Core.Vault.Wrapping;

/// <summary>Two providers while keys move from one to the other: each unwraps its own, and only one wraps.</summary>
/// <param name="to">Wraps and unwraps.</param>
/// <param name="from">Only unwraps.</param>
internal sealed class MigratingKeyProvider(KeyEncryptionProvider to, KeyEncryptionProvider from)
    : KeyEncryptionProvider(to.Provider, $"{to.Setting} or {from.Setting}")
{
    public override Task<string> CurrentAsync(CancellationToken stop) => to.CurrentAsync(stop);

    public override Task<WrappedKey> WrapAsync(byte[] key, KeyContext context, CancellationToken stop) => to.WrapAsync(key, context, stop);

    public override Task<byte[]> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop) =>
        (from.HasWrapped(wrapped) ? from : to).UnwrapAsync(wrapped, context, stop);

    public override Task<WrappedKey> RewrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop) =>
        from.HasWrapped(wrapped) ? TakeOverAsync(from, wrapped, context, stop) : to.RewrapAsync(wrapped, context, stop);
}
