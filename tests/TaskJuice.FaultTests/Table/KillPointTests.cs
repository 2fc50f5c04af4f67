using System.Diagnostics;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F2: a Worker is killed while many of its refreshes stand at six points, and a used token still answers for a while.</summary>
[Collection(nameof(OneWorker))]
public sealed class KillPointTests(OneWorker worker)
{
    // The small scale shares its machine with other tests, and a new Worker may take longer to start than a real grace period lasts.
    private static readonly int Grace = Scale.Of(600, 30);

    [Fact]
    public async Task Killed_anywhere_nothing_is_lost_where_a_used_token_still_answers_for_a_while()
    {
        var fleet = await worker.AsNewAsync();
        var started = Stopwatch.GetTimestamp();
        var tally = await KillTally.TakeAsync(fleet, new() { Rotation = "grace", GraceSeconds = Grace }, waits: true);

        foreach (var point in KillPoint.All)
            FaultRow.Write($"F2 {point.Name}", started, $"{KillTally.Interrupted} interrupted; {tally.At(point)}");
        FaultRow.Write("F2", started, $"{tally}");
        foreach (var point in KillPoint.All)
        {
            var again = point.UsesUp ? 1 : 0;
            // More often only where a busy machine let an answer come too late, which the grace is for.
            tally.At(point).MustBe($"refreshed {1 + again} times or more and well, killed {point.Name}",
                family => family is { IsFlagged: false, IsOtherError: false, IsLeftOver: false, Refused: 0 } && family.Refreshes >= 1 + again && family.Twice >= again);
        }

        Assert.Equal(0, tally.Lost);
    }
}

/// <summary>F3: the same where a token works once only.</summary>
[Collection(nameof(OneWorker))]
public sealed class StrictKillPointTests(OneWorker worker)
{
    [Fact]
    public async Task Killed_anywhere_where_a_token_works_once_only_what_nobody_else_has_is_lost_and_each_is_told()
    {
        var fleet = await worker.AsNewAsync();
        var started = Stopwatch.GetTimestamp();
        var tally = await KillTally.TakeAsync(fleet, new() { Rotation = "strict", ReuseEndsGrant = true }, waits: Scale.IsFull);

        foreach (var point in KillPoint.All)
            FaultRow.Write($"F3 {point.Name}", started, $"{KillTally.Interrupted} interrupted; {tally.At(point)}");
        FaultRow.Write("F3", started, $"{tally}");
        foreach (var point in KillPoint.All)
        {
            tally.At(point).MustBe(point.UsesUp ? $"told as lost, killed {point.Name}" : $"refreshed once and well, killed {point.Name}",
                family => family is { Refreshes: 1, Twice: 0, IsOtherError: false, IsLeftOver: false }
                    && family.IsFlagged == point.UsesUp && family.IsTold == point.UsesUp && family.Refused > 0 == point.UsesUp);
        }

        Assert.Equal(0, tally.Lost);
    }
}
