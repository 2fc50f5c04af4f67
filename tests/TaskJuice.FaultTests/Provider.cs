using TaskJuice.FakeProvider;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests;

/// <summary>The fake provider's knobs and ledger, for the client that all sandbox apps share.</summary>
internal sealed class Provider(TestSystem system) : IDisposable
{
    private const string Client = "taskjuice-sandbox";

    private readonly HttpClient _http = new() { BaseAddress = new(system.ProviderUrl) };

    private FakeProviderControl Control => new(_http);

    public Task SetAsync(Knobs knobs) => Control.SetKnobsAsync(Client, knobs, TestContext.Current.CancellationToken);

    public Task RevokeAsync(string account) => Control.RevokeGrantsAsync(account, TestContext.Current.CancellationToken);

    public Task ForgetCallsAsync() => Control.ClearLedgerAsync(TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<LedgerEntry>> CallsAsync(string kind)
    {
        var all = await Control.LedgerAsync(Client, TestContext.Current.CancellationToken);
        return [.. all.Where(entry => entry.Kind == kind)];
    }

    public void Dispose() => _http.Dispose();
}
