using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TaskJuice.Core.Vault;

/// <summary>
/// Ready once the vault has opened. A process that has opened it stays ready through an outage of the key service: what it needs is in
/// its memory.
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
