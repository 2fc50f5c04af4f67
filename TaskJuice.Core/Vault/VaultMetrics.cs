using System.Diagnostics.Metrics;

namespace TaskJuice.Core.Vault;

internal static class VaultMetrics
{
    private static readonly Counter<long> Failures = Telemetry.Meter.CreateCounter<long>(
        "taskjuice.vault.failures", description: "Stored credentials that could not be opened: moved, changed, or their key is gone.");

    private static readonly Counter<long> Rewraps = Telemetry.Meter.CreateCounter<long>(
        "taskjuice.vault.rewrapped", description: "Stored credentials moved to a newer account key.");

    private static readonly Gauge<long> Waiting = Telemetry.Meter.CreateGauge<long>(
        "taskjuice.vault.to_rewrap", description: "Stored credentials still under an older account key, at the last look.");

    public static void Failed() => Failures.Add(1);

    public static void Rewrapped(int count) => Rewraps.Add(count);

    public static void ToRewrap(int count) => Waiting.Record(count);
}
