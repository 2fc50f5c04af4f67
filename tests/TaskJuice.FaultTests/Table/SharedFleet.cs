using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>A fleet for several tests, one after the other.</summary>
public abstract class SharedFleet : IAsyncLifetime
{
    private Fleet? _fleet;

    /// <summary>The fleet as it was in the beginning, but for the connections of the tests before.</summary>
    internal async Task<Fleet> AsNewAsync()
    {
        _fleet!.Wire.Turn(Wire.Works);
        await _fleet.Provider.SetAsync(new());
        await _fleet.CloseCircuitsAsync([]);
        await _fleet.Provider.ForgetCallsAsync();
        return _fleet;
    }

    public async ValueTask InitializeAsync() => _fleet = await StartAsync();

    public async ValueTask DisposeAsync() => await (_fleet?.DisposeAsync() ?? default);

    internal abstract Task<Fleet> StartAsync();
}
