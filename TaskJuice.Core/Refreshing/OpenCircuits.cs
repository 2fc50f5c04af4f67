using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>The pauses of all token endpoints, at most a second old.</summary>
internal sealed class OpenCircuits(IServiceScopeFactory scopes, TimeProvider clock)
{
    // Reading the database before every refresh would cost more than the few extra calls this allows.
    private static readonly TimeSpan LookAge = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _looking = new(1, 1);
    private IReadOnlyList<OpenCircuit> _seen = [];
    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;

    public async Task<IReadOnlyList<OpenCircuit>> ReadAsync(CancellationToken stop)
    {
        if (clock.GetUtcNow() - _lookedAt < LookAge)
            return _seen;

        await _looking.WaitAsync(stop);
        try
        {
            if (clock.GetUtcNow() - _lookedAt >= LookAge)
                await LookAsync(stop);
            return _seen;
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>Whether there was a pause for this client when they were last read.</summary>
    public bool Hold(string endpoint, string client) => _seen.Any(pause => pause.TokenEndpoint == endpoint && pause.Client == client);

    /// <summary>After a change: the next call reads the database.</summary>
    public void LookAgain() => _lookedAt = DateTimeOffset.MinValue;

    private async Task LookAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        _seen = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().OpenCircuits.AsNoTracking().ToListAsync(stop);
        _lookedAt = clock.GetUtcNow();
    }
}
