using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// The pauses in the database, and this process's recent copy of them. Every change discards the copy.
/// </summary>
internal sealed class CircuitStore(IServiceScopeFactory scopes, TimeProvider clock)
{
    private readonly OpenCircuits _open = new(scopes, clock);

    /// <summary>The pauses that apply to a client at an endpoint, including those whose time is up.</summary>
    public async Task<IReadOnlyList<OpenCircuit>> FindAsync(string? endpoint, string client, CancellationToken stop) =>
    [
        .. (await _open.ReadAsync(stop))
            .Where(open => open.TokenEndpoint == endpoint && (open.Client == client || open.Client == OpenCircuit.EveryClient)),
    ];

    /// <inheritdoc cref="OpenCircuits.Hold"/>
    public bool Holds(string endpoint, string client) => _open.Hold(endpoint, client);

    /// <inheritdoc cref="PartitionLeases.OthersAsync"/>
    public async Task<OthersInPartition> OthersAsync(Connection connection, string[] outcomes)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Database(scope).OthersAsync(connection, outcomes, clock.GetUtcNow() - CircuitPolicy.IsKnownToWorkFor);
    }

    /// <summary>Begins a pause, or extends the existing one.</summary>
    /// <returns>True for the single caller that began it.</returns>
    public async Task<bool> OpenAsync(Tripped pause, CircuitStep.Open step, DateTimeOffset askedAt)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = Database(scope);
        var isNew = await db.TryOpenCircuitAsync(pause, step.Length, clock.GetUtcNow());
        if (!isNew)
            await KeepOpenAsync(db, pause, CircuitPolicy.WhenOpen(step), askedAt);
        _open.LookAgain();
        return isNew;
    }

    /// <inheritdoc cref="CircuitStatements.TryHalfOpenAsync"/>
    public async Task<bool> TryHalfOpenAsync(OpenCircuit pause, DateTimeOffset now, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var isFirst = await Database(scope).TryHalfOpenAsync(pause, now, CircuitPolicy.HalfOpenLife, stop);
        _open.LookAgain();
        return isFirst;
    }

    /// <inheritdoc cref="CircuitStatements.CloseCircuitsAsync"/>
    public async Task<bool> CloseAsync(string endpoint, string client, DateTimeOffset askedAt)
    {
        await using var scope = scopes.CreateAsyncScope();
        var hasEnded = await Database(scope).CloseCircuitsAsync(endpoint, client, askedAt);
        _open.LookAgain();
        return hasEnded;
    }

    /// <inheritdoc cref="PartitionLeases.WakePartitionAsync"/>
    public async Task WakeAsync(Guid partition)
    {
        await using var scope = scopes.CreateAsyncScope();
        await Database(scope).WakePartitionAsync(partition, clock.GetUtcNow());
    }

    private Task KeepOpenAsync(TaskJuiceDb db, Tripped pause, KeepOpen how, DateTimeOffset askedAt) => how switch
    {
        KeepOpen.AsAsked asked => db.KeepCircuitOpenUntilAsync(pause, asked.Length, clock.GetUtcNow()),
        KeepOpen.Doubled doubled => db.KeepCircuitOpenLongerAsync(pause, doubled, askedAt, clock.GetUtcNow()),
        _ => throw new UnreachableException(),
    };

    private static TaskJuiceDb Database(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<TaskJuiceDb>();
}
