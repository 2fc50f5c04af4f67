using TaskJuice.Core.Accounts;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Vault.Rotating;

namespace TaskJuice.Worker;

/// <summary>The vault commands: each calls one class of Core and prints the result.</summary>
internal sealed class VaultChores(IServiceProvider services, TextWriter output, CancellationToken stop)
{
    private static readonly (AccountKeyState State, string Words)[] States =
    [
        (AccountKeyState.Pending, "pending"), (AccountKeyState.Active, "active"), (AccountKeyState.DecryptOnly, "decrypt-only"),
        (AccountKeyState.Retired, "retired"),
    ];

    public async Task<bool> StatusAsync()
    {
        var status = await services.GetRequiredService<ReadVaultStatus>().ReadAsync(stop);
        await SayAsync($"Keys are wrapped by {status.Current}, which is responding.");
        var keys = States.Select(state => $"{status.Keys.GetValueOrDefault(state.State)} {state.Words}");
        await SayAsync($"Account keys: {string.Join(", ", keys)}.");
        foreach (var (by, count) in status.WrappedBy.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            await SayAsync($"{count} keys are wrapped by {by}.");
        await SayAsync($"{status.Waiting} credentials are under older account keys.");
        return true;
    }

    public async Task<bool> RotateAccountKeysAsync(Guid? account)
    {
        var started = await services.GetRequiredService<RotateAccountKeys>().StartAsync(account, stop);
        if (account is null || started > 0)
            await SayAsync(
                $"{started} accounts have a new key; it will be used after {services.GetRequiredService<VaultLimits>().PublishTime}.");
        else
            await SayAsync($"Account {account} does not exist, or is already being rotated.");
        return account is null || started > 0;
    }

    public async Task<bool> RewrapAsync()
    {
        var done = await services.GetRequiredService<AdvanceKeyRotations>().TurnAsync(stop);
        await SayAsync($"{done.Promoted} keys activated, {done.Rewrapped} credentials rewrapped, {done.Retired} old keys destroyed.");
        await SayAsync($"{done.Waiting} credentials are under older account keys, of which {done.Unreadable} cannot be decrypted.");
        return done.Unreadable == 0;
    }

    public async Task<bool> RotateKeyEncryptionAsync()
    {
        var count = await services.GetRequiredService<RotateKeyEncryption>().RotateAsync(stop);
        var status = await services.GetRequiredService<ReadVaultStatus>().ReadAsync(stop);
        await SayAsync($"{count} keys rewrapped; all keys are now wrapped by {string.Join(", ", status.WrappedBy.Keys)}.");
        return status.WrappedBy.Count == 1;
    }

    public async Task<bool> AcceptRestoreAsync()
    {
        await services.GetRequiredService<AcceptRestore>().AcceptAsync(stop);
        await SayAsync("The credentials in this database are now accepted as current, however old they are.");
        return true;
    }

    public async Task<bool> ShredAsync(Guid account)
    {
        var done = await services.GetRequiredService<ShredAccount>().ShredAsync(account, stop);
        await SayAsync(done ? $"Account {account} and its keys were deleted." : $"Account {account} does not exist.");
        return done;
    }

    private Task SayAsync(string sentence) => output.WriteLineAsync(sentence);
}
