using System.Diagnostics;
using TaskJuice.FakeProvider;
using TaskJuice.Local;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>
/// F2 and F3: a Worker is killed while many of its refreshes stand at the same point; another one finds what it left. All but the first
/// round of each point hurry the clock of the database along instead of waiting for leases to end.
/// </summary>
public sealed class KillPointTests
{
    private static readonly int Interrupted = Scale.Of(4, 20);
    private static readonly int Kills = Scale.Of(1, 10);

    [Fact]
    public async Task Killed_anywhere_nothing_is_lost_where_a_used_token_still_answers_for_a_while()
    {
        var started = Stopwatch.GetTimestamp();
        await using var fleet = await Fleet.StartAsync(workers: 2, webs: 0);
        var workers = new Relieved(fleet);
        foreach (var point in KillPoint.All)
        {
            var (audit, lost) = await KillAsync(fleet, workers, point, new() { Rotation = "grace", GraceSeconds = 600 });
            FaultRow.Write($"F2 {point.Name}", started, $"{Kills} kills, {Kills * Interrupted} interrupted; {audit}; {lost} lost");
            Assert.Equal((0L, 0L, 0L, 0L, 0), (lost, audit.Flagged, audit.OtherErrors, audit.LeftOver, audit.Refused));
            Assert.Equal(point.UsesUp ? Kills * Interrupted : 0, audit.Twice);
        }
    }

    [Fact]
    public async Task Killed_anywhere_where_a_token_works_once_only_what_nobody_else_has_is_lost_and_each_is_told()
    {
        var started = Stopwatch.GetTimestamp();
        await using var fleet = await Fleet.StartAsync(workers: 2, webs: 0);
        var workers = new Relieved(fleet);
        foreach (var point in KillPoint.All)
        {
            var (audit, lost) = await KillAsync(fleet, workers, point, new() { Rotation = "strict", ReuseEndsGrant = true });
            FaultRow.Write($"F3 {point.Name}", started, $"{Kills} kills, {Kills * Interrupted} interrupted; {audit}; {lost} lost in silence");
            var gone = point.UsesUp ? Kills * Interrupted : 0;
            Assert.Equal((0L, gone, gone, 0L, 0L, 0), (lost, audit.Flagged, audit.Told, audit.OtherErrors, audit.LeftOver, audit.Twice));
        }
    }

    private static async Task<(Audit, long Lost)> KillAsync(Fleet fleet, Relieved workers, KillPoint point, Knobs knobs)
    {
        Audit? sum = null;
        var lost = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            var ids = await fleet.SeedAsync(Interrupted);
            await fleet.Provider.SetAsync(knobs);
            await point.ReachAsync(fleet, ids, workers.KillAsync);
            fleet.Wire.Turn(Wire.Works);
            var hurries = !Scale.IsFull || kill > 0;
            if (hurries)
                await EndLeasesAsync(fleet, ids);
            await workers.RelieveAsync();
            await fleet.UntilAllAsync(
                ids, "l.owner is null and l.uncertain_since is null and (c.status = 'error' or c.secret_version > 1)", TimeSpan.FromMinutes(3),
                hurries ? () => fleet.EndWaitingAsync(ids) : null);

            var audit = await Audit.TakeAsync(fleet, ids);
            sum = sum is null ? audit : sum + audit;
            lost += await Audit.LostAsync(fleet, ids, TimeSpan.FromMinutes(2));
        }

        return (sum!, lost);
    }

    private static Task EndLeasesAsync(Fleet fleet, IReadOnlyCollection<Guid> ids) =>
        fleet.ExecuteAsync("update refresh_leases set held_until = now() where connection_id = any($1) and owner is not null", ids);

    /// <summary>One Worker works, the next one is paused until the first is killed.</summary>
    private sealed class Relieved
    {
        private readonly Fleet _fleet;
        private Child _works;
        private Child _waits;

        public Relieved(Fleet fleet)
        {
            _fleet = fleet;
            (_works, _waits) = (fleet.System.Workers.First(), fleet.System.Workers.Last());
            _waits.Pause();
        }

        public async Task KillAsync()
        {
            _works.Kill();
            await _works.Exited;
        }

        public async Task RelieveAsync()
        {
            _waits.Resume();
            await _fleet.System.StartWorkerAsync(TestContext.Current.CancellationToken);
            (_works, _waits) = (_waits, _fleet.System.Workers.Last());
        }
    }
}
