using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Vault.Rotating;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F14: an account gets a new key and everything moves to it, while tokens are refreshed and Workers are killed.</summary>
public sealed class KeyRotationTests
{
    private const string CacheLife = "00:00:02";
    private static readonly int Kills = Scale.Of(2, 20);

    [Fact]
    public async Task A_key_rotation_under_load_with_killed_Workers_leaves_nothing_that_cannot_be_opened()
    {
        await using var fleet = await Fleet.StartAsync(workers: 2, webs: 0, settings: ("Vault__KeyCacheLife", CacheLife));
        await using var services = await InProcess.StartAsync(fleet.System, ("Vault:KeyCacheLife", CacheLife));
        var ids = await fleet.SeedAsync(Scale.Of(60, 10_000));
        await fleet.Provider.SetAsync(new() { Rotation = "grace", GraceSeconds = 3600 });
        var started = Stopwatch.GetTimestamp();
        await UseAsync<RotateAccountKeys, int>(services, rotate => rotate.StartAsync(null, TestContext.Current.CancellationToken));

        foreach (var some in ids.Chunk(ids.Count / Kills))
        {
            await fleet.MakeDueAsync(some);
            await Until.SeenAsync(() => fleet.CountAsync("refresh_leases where connection_id = any($1) and request_in_flight", some), asking => asking > 0);
            await KillOneAsync(fleet);
            await TurnAsync(services);
            await fleet.System.StartWorkerAsync(TestContext.Current.CancellationToken);
        }

        await Until.SeenAsync(async () =>
        {
            await TurnAsync(services);
            return await fleet.CountAsync("account_keys where state in ('pending', 'decryptonly')", []);
        }, underWay => underWay == 0, Scale.Patience(3, 10));
        await fleet.UntilAllAsync(ids, "l.owner is null and c.secret_version > 1", Scale.Patience(3, 10), () => HurryAsync(fleet, ids));

        var audit = await Audit.TakeAsync(fleet, ids);
        var lost = await Audit.LostAsync(fleet, ids, Scale.Patience(3, 10));
        var unopened = fleet.System.Logs().Split("Could not decrypt sealed row").Length - 1;
        FaultRow.Write("F14", started, $"{ids.Count} connections, {Kills} kills, {unopened} failed openings; {audit}; {lost} lost");
        Assert.Equal((0, 0L, 0L, 0L), (unopened, lost, audit.Flagged, audit.OtherErrors));
        Assert.Equal(0, await fleet.CountAsync("connection_secrets where connection_id = any($1) and key_version = 1", ids));
    }

    private static async Task KillOneAsync(Fleet fleet)
    {
        var worker = fleet.System.Workers.First();
        worker.Kill();
        await worker.Exited;
    }

    // As if the time had passed that a killed Worker's leases live on.
    private static async Task HurryAsync(Fleet fleet, IReadOnlyList<Guid> ids)
    {
        await fleet.ExecuteAsync("update refresh_leases set held_until = now() where connection_id = any($1) and held_until < now() + interval '20 seconds'", ids);
        await fleet.EndWaitingAsync(ids);
    }

    private static Task<TurnResult> TurnAsync(IServiceProvider services) =>
        UseAsync<AdvanceKeyRotations, TurnResult>(services, turn => turn.TurnAsync(TestContext.Current.CancellationToken));

    private static async Task<T> UseAsync<TService, T>(IServiceProvider services, Func<TService, Task<T>> work) where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
