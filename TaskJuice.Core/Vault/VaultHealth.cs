using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TaskJuice.Core.Vault;

/// <summary>
/// Ready once the vault is unlocked. After that, a process stays ready during an outage of the key service, because what it needs is in
/// memory.
/// </summary>
internal sealed class VaultHealth(VaultUnlock seal) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!seal.IsOpen)
            await seal.OpenAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
