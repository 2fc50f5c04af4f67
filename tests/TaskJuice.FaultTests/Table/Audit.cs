using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>The provider's ledger beside our tables, after a fault.</summary>
internal sealed record Audit
{
    private static readonly string[] Done = ["granted", "dropped"];

    /// <summary>Refreshes the provider did.</summary>
    public required int Refreshes { get; init; }

    /// <summary>Refresh tokens that it exchanged more than once.</summary>
    public required int Twice { get; init; }

    /// <summary>Refreshes it refused because the token was used up.</summary>
    public required int Refused { get; init; }

    /// <summary>Connections that need a person because a rotation was lost.</summary>
    public required long Flagged { get; init; }

    /// <summary>Connections in error for any other reason.</summary>
    public required long OtherErrors { get; init; }

    /// <summary>Open notifications about these connections.</summary>
    public required long Told { get; init; }

    /// <summary>Leases that are still held or uncertain, and replies that wait in the inbox or on the disk.</summary>
    public required long LeftOver { get; init; }

    public static async Task<Audit> TakeAsync(Fleet fleet, IReadOnlyCollection<Guid> ids)
    {
        var calls = await fleet.Provider.CallsAsync("token.refresh");
        var done = calls.Where(call => Done.Contains(call.Outcome)).ToList();
        return new()
        {
            Refreshes = done.Count,
            Twice = done.GroupBy(call => call.RefreshTokenId).Count(uses => uses.Count() > 1),
            Refused = calls.Count(call => call.Outcome == "invalid_grant"),
            Flagged = await fleet.CountAsync("connections where id = any($1) and status = 'error' and trouble = 'rotation_lost'", ids),
            OtherErrors = await fleet.CountAsync("connections where id = any($1) and status = 'error' and trouble is distinct from 'rotation_lost'", ids),
            Told = await fleet.CountAsync("notifications where connection_id = any($1) and kind = 'reauthrequired' and closed_at is null", ids),
            LeftOver = await fleet.CountAsync("refresh_leases where connection_id = any($1) and (owner is not null or is_asking or uncertain_since is not null)", ids)
                + await fleet.CountAsync("token_inbox where connection_id = any($1)", ids)
                + (Directory.Exists(fleet.System.SpoolDirectory) ? Directory.GetFiles(fleet.System.SpoolDirectory).Length : 0),
        };
    }

    /// <summary>Refreshes what is not in error once more, over a wire that works: a stored token that the provider does not know any more shows.</summary>
    /// <param name="fleet">The system.</param>
    /// <param name="ids">Its connections.</param>
    /// <param name="patience">How long that may take.</param>
    /// <param name="first">Statements that run before.</param>
    /// <returns>How many connections were lost without a word.</returns>
    public static async Task<long> LostAsync(Fleet fleet, IReadOnlyCollection<Guid> ids, TimeSpan patience, string first = "")
    {
        var before = await fleet.CountAsync("connections where id = any($1) and status = 'error'", ids);
        fleet.Wire.Turn(Wire.Works);
        await fleet.ExecuteAsync(first, ids);
        await fleet.MakeDueAsync(ids);
        await fleet.UntilAllAsync(ids, "(c.status = 'error' or c.expires_at > now() + interval '5 minutes')", patience);
        return await fleet.CountAsync("connections where id = any($1) and status = 'error'", ids) - before;
    }

    public static Audit operator +(Audit one, Audit other) => new()
    {
        Refreshes = one.Refreshes + other.Refreshes,
        Twice = one.Twice + other.Twice,
        Refused = one.Refused + other.Refused,
        Flagged = one.Flagged + other.Flagged,
        OtherErrors = one.OtherErrors + other.OtherErrors,
        Told = one.Told + other.Told,
        LeftOver = one.LeftOver + other.LeftOver,
    };

    public override string ToString() =>
        $"{Refreshes} refreshes, {Twice} tokens twice, {Refused} refused, {Flagged} told as lost, {OtherErrors} other errors, {LeftOver} left over";
}
