using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>A pause to begin or extend.</summary>
internal sealed record Tripped(string Endpoint, string Client, CircuitReason Kind, string Because)
{
    public string Word => Kind.ToString().ToLowerInvariant();
}

/// <summary>Changes pauses in single statements, because many processes notice the same problem at the same moment.</summary>
internal static class CircuitStatements
{
    /// <returns>True for the single caller that began it.</returns>
    public static async Task<bool> TryOpenCircuitAsync(this TaskJuiceDb db, Tripped pause, TimeSpan length, DateTimeOffset now) =>
        await db.Database.ExecuteSqlAsync($"""
            insert into open_circuits (token_endpoint, client, kind, since, until, tries, because)
            values ({pause.Endpoint}, {pause.Client}, {pause.Word}, {now}, {now + length}, 1, {pause.Because})
            on conflict (token_endpoint, client) do nothing
            """) == 1;

    /// <summary>Uses the time the provider asks for; it never shortens an earlier one.</summary>
    public static Task KeepCircuitOpenUntilAsync(this TaskJuiceDb db, Tripped pause, TimeSpan length, DateTimeOffset now) =>
        db.Database.ExecuteSqlAsync($"""
            update open_circuits set kind = {pause.Word}, because = {pause.Because}, until = greatest(until, {now + length})
            where token_endpoint = {pause.Endpoint} and client = {pause.Client}
            """);

    /// <summary>
    /// Doubles with each failed trial call. Calls from before the pause fail too and tell us nothing new.
    /// </summary>
    public static Task KeepCircuitOpenLongerAsync(
        this TaskJuiceDb db, Tripped pause, KeepOpen.Doubled pauses, DateTimeOffset askedAt, DateTimeOffset now) =>
        db.Database.ExecuteSqlAsync($"""
            update open_circuits set kind = {pause.Word}, because = {pause.Because}, tries = tries + 1,
                until = {now} + least({pauses.First} * power(2, least(tries, 10)), {pauses.Longest})
            where token_endpoint = {pause.Endpoint} and client = {pause.Client}
                and since <= {askedAt} and until <= {now + CircuitPolicy.HalfOpenLife}
            """);

    /// <summary>Extends a pause that has ended. Only one caller gets true, and that one makes the trial call.</summary>
    public static async Task<bool> TryHalfOpenAsync(
        this TaskJuiceDb db, OpenCircuit pause, DateTimeOffset now, TimeSpan life, CancellationToken stop) =>
        await db.OpenCircuits.Where(row => row.TokenEndpoint == pause.TokenEndpoint && row.Client == pause.Client && row.Until <= now)
            .ExecuteUpdateAsync(row => row.SetProperty(changed => changed.Until, now + life), stop) == 1;

    /// <summary>Ends the pauses that were known when the request was sent, for this client and for all.</summary>
    /// <returns>False when there was no pause.</returns>
    public static async Task<bool> CloseCircuitsAsync(this TaskJuiceDb db, string endpoint, string client, DateTimeOffset askedAt) =>
        await db.OpenCircuits
            .Where(row => row.TokenEndpoint == endpoint && (row.Client == client || row.Client == OpenCircuit.EveryClient))
            .Where(row => row.Since <= askedAt)
            .ExecuteDeleteAsync() > 0;
}
