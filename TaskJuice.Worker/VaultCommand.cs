using System.Data.Common;
using TaskJuice.Core;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Vault.Wrapping;
using TaskJuice.ServiceDefaults;

namespace TaskJuice.Worker;

/// <summary>
/// Commands for operators to manage the vault's keys, such as <c>TaskJuice.Worker vault status</c>. Each runs as a separate process, prints
/// what it did, and exits with 0, or with 1 on failure.
/// </summary>
internal static class VaultCommand
{
    private const string Help = """
        vault status                             show the state of the keys
        vault rotate-account-keys [--account ID] give every account, or just one, a new key; the Worker does the rest
        vault rewrap                             run the steps of account key rotations that are due now
        vault rotate-kek                         wrap all account keys under the newest key-encryption key
        vault accept-restore                     after restoring a backup: accept the credentials now in the database as current
        vault shred-account ID                   delete an account and its keys for good
        """;

    public const string Name = "vault";

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] words, TextWriter output, TextWriter errors)
    {
        if (Choose(words) is not { } command)
        {
            await errors.WriteLineAsync(Help);
            return 1;
        }

        var isDone = false;
        var mistake = await StartUp.RunAsync(async () => isDone = await RunAsync(command, output, errors));
        return isDone ? mistake : 1;
    }

    private static async Task<bool> RunAsync(Func<VaultChores, Task<bool>> command, TextWriter output, TextWriter errors)
    {
        try
        {
            await using var app = Build();
            await using var scope = app.Services.CreateAsyncScope();
            return await command(new(scope.ServiceProvider, output, app.Lifetime.ApplicationStopping));
        }
        catch (Exception failure) when (failure is VaultException or KeyServiceException)
        {
            await errors.WriteLineAsync(failure.Message);
        }
        catch (Exception failure) when (failure is DbException || failure.InnerException is DbException)
        {
            await errors.WriteLineAsync("The database is not responding, or the Worker has not migrated it yet.");
        }

        return false;
    }

    private static Func<VaultChores, Task<bool>>? Choose(string[] words) => words switch
    {
        ["status"] => chores => chores.StatusAsync(),
        ["rotate-account-keys"] => chores => chores.RotateAccountKeysAsync(null),
        ["rotate-account-keys", "--account", var id] when Guid.TryParse(id, out var account) =>
            chores => chores.RotateAccountKeysAsync(account),
        ["rewrap"] => chores => chores.RewrapAsync(),
        ["rotate-kek"] => chores => chores.RotateKeyEncryptionAsync(),
        ["accept-restore"] => chores => chores.AcceptRestoreAsync(),
        ["shred-account", var id] when Guid.TryParse(id, out var account) => chores => chores.ShredAsync(account),
        _ => null,
    };

    // The same settings as the Worker's, but without duties and an address; logs go to another stream than the output.
    private static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddPostgres<TaskJuiceDb>(TaskJuiceDb.Configure, Roles.AsApplication);
        builder.AddRedisCache();
        builder.Services.AddTaskJuiceCore(builder.Configuration, builder.Environment);
        return builder.Build().CheckSettings();
    }
}
