namespace TaskJuice.FaultTests.Table;

/// <summary>A point of a refresh at which a process can end.</summary>
internal sealed class KillPoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Func<Fleet, IReadOnlyList<Guid>, Func<Task>, Task> _reach;

    private KillPoint(string name, bool usesUp, Func<Fleet, IReadOnlyList<Guid>, Func<Task>, Task> reach) => (Name, UsesUp, _reach) = (name, usesUp, reach);

    public static IReadOnlyList<KillPoint> All { get; } =
    [
        new("before the intent", usesUp: false, BeforeIntentAsync),
        new("after the intent", usesUp: false, AfterIntentAsync),
        new("after sending", usesUp: true, (fleet, ids, kill) => AnsweredAsync(fleet, ids, Wire.LosesAnswers, kill)),
        new("after the headers", usesUp: true, (fleet, ids, kill) => AnsweredAsync(fleet, ids, Wire.LosesBodies, kill)),
        new("after the inbox", usesUp: false, AfterInboxAsync),
        new("after the commit", usesUp: false, AfterCommitAsync),
    ];

    public string Name { get; }

    /// <summary>True where the provider has exchanged the token and nobody has the answer.</summary>
    public bool UsesUp { get; }

    /// <summary>Makes connections due, waits until all of them stand at this point, and kills.</summary>
    public Task ReachAsync(Fleet fleet, IReadOnlyList<Guid> ids, Func<Task> kill) => _reach(fleet, ids, kill);

    // The lease is taken and its transaction waits to read the credential.
    private static async Task BeforeIntentAsync(Fleet fleet, IReadOnlyList<Guid> ids, Func<Task> kill)
    {
        await using (await new Database(fleet.System).HoldAsync("lock table connection_secrets in access exclusive mode"))
        {
            await fleet.MakeDueAsync(ids);
            await Until.SeenAsync(
                () => fleet.CountAsync("pg_stat_activity where wait_event_type = 'Lock' and query ilike '%connection_secrets%'", ids),
                waiting => waiting >= ids.Count, Patience);
            await kill();
        }
    }

    private static async Task AfterIntentAsync(Fleet fleet, IReadOnlyList<Guid> ids, Func<Task> kill)
    {
        fleet.Wire.Turn(Wire.LosesRequests);
        await fleet.MakeDueAsync(ids);
        await Until.SeenAsync(() => Task.FromResult(fleet.Wire.Lost), lost => lost >= ids.Count, Patience);
        await fleet.UntilAllAsync(ids, "l.is_asking and l.owner is not null", Patience);
        await kill();
    }

    private static async Task AnsweredAsync(Fleet fleet, IReadOnlyList<Guid> ids, Wire wire, Func<Task> kill)
    {
        fleet.Wire.Turn(wire);
        await fleet.MakeDueAsync(ids);
        await Until.SeenAsync(() => Task.FromResult(fleet.Wire.Lost), lost => lost >= ids.Count, Patience);
        await kill();
    }

    // The answer is kept and the connection cannot be changed yet.
    private static async Task AfterInboxAsync(Fleet fleet, IReadOnlyList<Guid> ids, Func<Task> kill)
    {
        await using (await new Database(fleet.System).HoldAsync("select 1 from connections for no key update"))
        {
            await fleet.ExecuteAsync("update refresh_leases set due_at = now() - interval '1 second' where connection_id = any($1)", ids);
            await Until.SeenAsync(() => fleet.CountAsync("token_inbox where connection_id = any($1)", ids), kept => kept == ids.Count, Patience);
            await kill();
        }
    }

    private static async Task AfterCommitAsync(Fleet fleet, IReadOnlyList<Guid> ids, Func<Task> kill)
    {
        await fleet.MakeDueAsync(ids);
        await fleet.UntilAllAsync(ids, "c.secret_version = 2", Patience);
        await kill();
    }
}
