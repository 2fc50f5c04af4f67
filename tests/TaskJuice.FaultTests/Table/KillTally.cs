using System.Diagnostics;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>Kills Workers again and again and adds up what is left behind at each point.</summary>
internal sealed class KillTally(Fleet fleet)
{
    // A Worker has 32 refreshes of one provider under way.
    private const int Each = 5;
    private const int MostTries = 5;

    private static readonly int Kills = Scale.Of(1, 40);

    private readonly Dictionary<KillPoint, Audit> _audits = [];
    private TimeSpan _longestOverdue;
    private string _unhurried = "";
    private int _tooBusy;

    /// <summary>How many refreshes were interrupted at each point.</summary>
    public static int Interrupted => Kills * Each;

    public Audit At(KillPoint point) => _audits[point];

    /// <summary>Connections whose stored token the provider does not know any more, and nobody was told.</summary>
    public long Lost { get; private set; }

    /// <summary>Kills as often as the scale says.</summary>
    /// <param name="fleet">With one Worker.</param>
    /// <param name="knobs">How the provider is.</param>
    /// <param name="waits">True to let the first leases end by themselves; after the others the clock of the database is hurried along.</param>
    public static async Task<KillTally> TakeAsync(Fleet fleet, Knobs knobs, bool waits)
    {
        var tally = new KillTally(fleet);
        await fleet.Provider.SetAsync(knobs);
        for (var kill = 0; kill < Kills; kill++)
            await tally.KillAsync(hurries: !waits || kill > 0);
        return tally;
    }

    public override string ToString() => $"{Kills} kills ({_tooBusy} tries on a machine too busy), {Lost} lost in silence{_unhurried}";

    private async Task KillAsync(bool hurries)
    {
        var round = await KilledAsync();
        var killed = Stopwatch.GetTimestamp();
        if (hurries)
            await fleet.ExecuteAsync("update refresh_leases set held_until = now() where connection_id = any($1) and owner is not null", round.All);
        await fleet.System.StartWorkerAsync(TestContext.Current.CancellationToken);
        await fleet.UntilAllAsync(
            round.All, "l.owner is null and l.uncertain_since is null and (c.status = 'error' or c.secret_version > 1)", TimeSpan.FromMinutes(3),
            () => hurries ? fleet.EndWaitingAsync(round.All) : NoteOverdueAsync(round.All));

        if (!hurries)
        {
            _unhurried = $"; unhurried, all was settled {Stopwatch.GetElapsedTime(killed).TotalSeconds:0} s after the kill, and ended leases lay for {_longestOverdue.TotalSeconds:0.0} s at most";
            await NobodyWasOvertakenAsync(round);
        }

        foreach (var point in KillPoint.All)
        {
            var audit = await Audit.TakeAsync(fleet, round.At(point));
            _audits[point] = _audits.TryGetValue(point, out var before) ? before + audit : audit;
        }

        Lost += await Audit.LostAsync(fleet, round.All, TimeSpan.FromMinutes(2));
    }

    private async Task<KillRound> KilledAsync()
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            await fleet.Provider.ForgetCallsAsync();
            var round = await KillRound.PrepareAsync(fleet, Each);
            if (await round.KillAsync(fleet.System.Workers.Single()))
                return round;

            _tooBusy++;
            await fleet.CloseCircuitsAsync(round.All);
        }

        throw new InvalidOperationException("The machine is too busy to have refreshes at all points at once.");
    }

    private async Task NoteOverdueAsync(IReadOnlyCollection<Guid> ids)
    {
        var overdue = await fleet.ReadAsync(
            "select now() - held_until from refresh_leases where connection_id = any($1) and owner is not null and held_until < now()", ids, row => row.GetTimeSpan(0));
        _longestOverdue = overdue.Append(_longestOverdue).Max();
    }

    private async Task NobodyWasOvertakenAsync(KillRound round)
    {
        var calls = (await fleet.Provider.CallsAsync("token.refresh")).ToLookup(call => call.GrantId);
        foreach (var (connection, end) in round.LeaseEnds)
            Assert.All(calls[fleet.Grants[connection].Id].Skip(1), call => Assert.True(call.At >= end, $"The lease of {connection} was overtaken at {call.At:O}, before {end:O}."));
    }
}
