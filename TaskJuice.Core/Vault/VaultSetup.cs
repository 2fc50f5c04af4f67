using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Configuring;
using TaskJuice.Core.Vault.Rotating;
using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Vault;

internal static class VaultSetup
{
    /// <exception cref="OptionsValidationException">The configuration is invalid.</exception>
    public static void AddVault(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(KeyEncryptionProvider.From(configuration));
        services.AddSettings<VaultLimits>("Vault").ValidateOnStart();
        services.AddSingleton<VaultUnlock>();
        services.AddSingleton<AccountKeyCache>();
        services.AddSingleton<AccountKeys>();
        services.AddSingleton<HighWaterMarks>();
        services.AddSingleton<SecretVault>();
        services.AddKeyRing();
        services.AddHealthChecks().AddCheck<VaultHealth>("vault");
        services.AddScoped<RotateAccountKeys>();
        services.AddScoped<SealedStores>();
        services.AddScoped<RewrapSecrets>();
        services.AddScoped<AdvanceKeyRotations>();
        services.AddScoped<RotateKeyEncryption>();
        services.AddScoped<ReadVaultStatus>();
        services.AddScoped<AcceptRestore>();
    }
}
