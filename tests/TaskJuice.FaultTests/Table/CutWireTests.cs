using System.Diagnostics;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F8: the provider does its part and the connection is reset instead of an answer.</summary>
[Collection(nameof(TwoWorkers))]
public sealed class CutWireTests(TwoWorkers workers)
{
    private const int OneOf = 4;

    [Fact]
    public async Task A_reset_after_the_provider_has_done_its_part_loses_nothing_or_is_told()
    {
        var fleet = await workers.AsNewAsync();
        await ResetAsync(fleet, "grace", new() { Rotation = "grace", GraceSeconds = Scale.Of(600, 3_600) }, isLost: false);
        await ResetAsync(fleet, "strict", new() { Rotation = "strict", ReuseEndsGrant = true }, isLost: true);
    }

    private static async Task ResetAsync(Fleet fleet, string kind, Knobs knobs, bool isLost)
    {
        // Between others that work, or the provider would be taken for dead and asked now and then only.
        var all = await fleet.SeedAsync(Scale.Of(10, 1_000) * OneOf);
        var ids = all.Where((_, number) => number % OneOf == 0).ToList();
        var started = Stopwatch.GetTimestamp();
        await fleet.Provider.SetAsync(knobs);
        fleet.Wire.Turn(Wire.Works);
        fleet.Wire.Turn(Wire.Resets, ids.Select(id => fleet.Grants[id].RefreshToken));
        await fleet.MakeDueAsync(all);
        await fleet.UntilAllAsync(ids, "l.uncertain_since is not null", Scale.Patience(1, 10), () => fleet.CloseCircuitsAsync(ids));
        fleet.Wire.Turn(Wire.Works);
        await fleet.UntilAllAsync(ids, isLost ? "c.status = 'error'" : "c.secret_version > 1 and l.owner is null", Scale.Patience(2, 10),
            async () =>
            {
                await fleet.CloseCircuitsAsync(ids);
                await fleet.EndWaitingAsync(ids);
            });

        var audit = await Audit.TakeAsync(fleet, ids);
        var lost = await Audit.LostAsync(fleet, ids, Scale.Patience(1, 5));
        FaultRow.Write($"F8 {kind}", started, $"{ids.Count} resets among {all.Count}; {audit}; {lost} lost in silence");
        audit.MustBe(isLost ? "told as lost" : "kept",
            family => family is { IsOtherError: false, IsLeftOver: false } && family.IsFlagged == isLost && family.IsTold == isLost);
        Assert.Equal(0, lost);
    }
}
