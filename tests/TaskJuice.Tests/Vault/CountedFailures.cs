using System.Diagnostics.Metrics;

namespace TaskJuice.Tests.Vault;

/// <summary>Listens to the figure an operator's alert hangs on.</summary>
internal sealed class CountedFailures : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;

    public CountedFailures()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "taskjuice.vault.failures")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _count, value));
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
