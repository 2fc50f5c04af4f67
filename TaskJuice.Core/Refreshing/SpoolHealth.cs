using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TaskJuice.Core.Refreshing;

/// <summary>Degraded while this process refreshes nothing because its disk is full; everything else works, so it stays ready.</summary>
internal sealed class SpoolHealth(ReplySpool spool) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(spool.HasRoom() ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded());
}
