using TaskJuice.Local;

namespace TaskJuice.FaultTests.Table;

/// <summary>One kill of a Worker that has refreshes at every point at once.</summary>
internal sealed class KillRound
{
    // Longer than it takes, and not longer than a Worker waits for an answer before it asks again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Fleet _fleet;
    private readonly IReadOnlyDictionary<KillPoint, IReadOnlyList<Guid>> _at;

    private KillRound(Fleet fleet, IReadOnlyDictionary<KillPoint, IReadOnlyList<Guid>> at) => (_fleet, _at) = (fleet, at);

    public IReadOnlyList<Guid> All => [.. _at.Values.SelectMany(ids => ids)];

    /// <summary>Until when the killed Worker held those whose answers nobody got.</summary>
    public IReadOnlyList<(Guid Connection, DateTimeOffset End)> LeaseEnds { get; private set; } = [];

    /// <summary>Adds connections for each point.</summary>
    public static async Task<KillRound> PrepareAsync(Fleet fleet, int each)
    {
        var at = new Dictionary<KillPoint, IReadOnlyList<Guid>>();
        foreach (var point in KillPoint.All)
            at[point] = await fleet.SeedAsync(each, point == KillPoint.BeforeIntent ? fleet.Other : fleet.Tenant);
        return new(fleet, at);
    }

    public IReadOnlyList<Guid> At(KillPoint point) => _at[point];

    /// <summary>Makes all due, waits until each stands at its point, and kills. The wire works again then, and nothing is locked any more.</summary>
    /// <returns>False when on a busy machine the first left their points before the last had come; nobody was killed then.</returns>
    public async Task<bool> KillAsync(Child worker)
    {
        bool isReached;
        _fleet.Wire.Turn(Wire.Works);
        foreach (var (point, ids) in _at)
            _fleet.Wire.Turn(point.Wire, ids.Select(id => _fleet.Grants[id].RefreshToken));

        // To take a lease, a line of the audit is written, which wants the workspace; to store an answer that is kept, the connection changes.
        await using (await _fleet.HoldAsync($"select 1 from workspaces where id = '{_fleet.Other.WorkspaceId}' for update"))
        await using (await _fleet.HoldAsync($"select 1 from connections where id in ('{string.Join("', '", At(KillPoint.AfterInbox))}') for no key update"))
        {
            await _fleet.ExecuteAsync("update refresh_leases set due_at = now() - interval '1 second', asked_at = null where connection_id = any($1)", All);
            (_, isReached) = await Until.LookAsync(MissingAsync, missing => missing == "", Patience);
            LeaseEnds = await _fleet.ReadAsync(
                "select connection_id, held_until from refresh_leases where connection_id = any($1)", [.. KillPoint.All.Where(point => point.UsesUp).SelectMany(At)],
                row => (row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1)));
            if (isReached)
            {
                worker.Kill();
                await worker.Exited;
            }
        }

        _fleet.Wire.Turn(Wire.Works);
        return isReached;
    }

    // Points at which not all stand yet.
    private async Task<string> MissingAsync()
    {
        var each = _at[KillPoint.BeforeIntent].Count;
        var waiting = await _fleet.CountAsync("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", []);
        var asking = await _fleet.CountAsync("refresh_leases where connection_id = any($1) and request_in_flight and owner is not null", At(KillPoint.AfterIntent));
        var kept = await _fleet.CountAsync("token_inbox where connection_id = any($1)", At(KillPoint.AfterInbox));
        var done = await _fleet.CountAsync(
            "connections c join refresh_leases l on l.connection_id = c.id where c.id = any($1) and c.secret_version = 2 and l.owner is null", At(KillPoint.AfterCommit));
        (KillPoint Point, bool IsReached)[] reached =
        [
            (KillPoint.BeforeIntent, waiting == 2 * each),
            (KillPoint.AfterIntent, _fleet.Wire.Cut(Wire.LosesRequests) == each && asking == each),
            (KillPoint.AfterSending, _fleet.Wire.Cut(Wire.LosesAnswers) == each),
            (KillPoint.AfterHeaders, _fleet.Wire.Cut(Wire.LosesBodies) == each),
            (KillPoint.AfterInbox, kept == each),
            (KillPoint.AfterCommit, done == each),
        ];
        return string.Join(", ", reached.Where(point => !point.IsReached).Select(point => point.Point.Name));
    }
}
