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
    private volatile Look _look = new([], DateTimeOffset.MinValue, Change: 0);
    private int _change;

    public async Task<IReadOnlyList<OpenCircuit>> ReadAsync(CancellationToken stop)
    {
        if (IsRecent(_look))
            return _look.Seen;

        await _looking.WaitAsync(stop);
        try
        {
            if (!IsRecent(_look))
                _look = await LookAsync(stop);
            return _look.Seen;
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>Whether there was a pause for this client when they were last read.</summary>
    public bool Hold(string endpoint, string client) =>
        _look.Seen.Any(pause => pause.TokenEndpoint == endpoint && pause.Client == client);

    /// <summary>After a change: the next call reads the database, also when one is being read already.</summary>
    public void LookAgain() => Interlocked.Increment(ref _change);

    private bool IsRecent(Look look) => look.Change == Volatile.Read(ref _change) && clock.GetUtcNow() - look.At < LookAge;

    private async Task<Look> LookAsync(CancellationToken stop)
    {
        // A change during the read may be missing in it.
        var change = Volatile.Read(ref _change);
        await using var scope = scopes.CreateAsyncScope();
        var seen = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().OpenCircuits.AsNoTracking().ToListAsync(stop);
        return new(seen, clock.GetUtcNow(), change);
    }

    private sealed record Look(IReadOnlyList<OpenCircuit> Seen, DateTimeOffset At, int Change);
}
