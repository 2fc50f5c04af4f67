using FsCheck;
using FsCheck.Fluent;
using TaskJuice.Core.Refreshing;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class RefreshPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Arbitrary<double> Chance = Arb.From(Gen.Choose(0, 1000).Select(number => number / 1000.0));

    [Fact]
    public void A_refresh_is_always_due_after_now_and_before_the_end() =>
        Prop.ForAll(Lives(TimeSpan.FromSeconds(1)), Chance, (life, random) =>
        {
            var due = RefreshPlan.DueAt(Now, Now + life, null, random);
            return due > Now && due < Now + life;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_lived_token_keeps_at_least_five_minutes() =>
        Prop.ForAll(Lives(TimeSpan.FromMinutes(10)), Chance, (life, random) =>
            Now + life - RefreshPlan.DueAt(Now, Now + life, null, random) >= RefreshPlan.ShortestLead).QuickCheckThrowOnFailure();

    [Fact]
    public void A_refresh_token_that_dies_unused_is_used_before_half_of_its_life() =>
        Prop.ForAll(Gen.Choose(1, 400).Select(days => TimeSpan.FromDays(days)).ToArbitrary(), Gen.Choose(0, 100).Select(part => part / 100.0).ToArbitrary(),
            (idle, random) => RefreshPlan.DueAt(Now, null, idle, random) <= Now + idle / 2
                && RefreshPlan.DueAt(Now, Now + idle, idle, random) <= Now + idle / 2).QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_without_an_end_waits_until_it_is_refused() => Assert.Equal(RefreshPlan.WhenRefused, RefreshPlan.DueAt(Now, null, null, 0.5));

    [Fact]
    public void A_wait_is_between_five_seconds_and_five_minutes_and_an_hour_when_it_goes_on() =>
        Prop.ForAll(Arb.From(Gen.Choose(1, int.MaxValue)), Chance, (failures, random) =>
            RefreshPlan.Backoff(failures, random) is var wait && wait >= TimeSpan.FromSeconds(5)
                && wait <= (failures <= 24 ? TimeSpan.FromMinutes(5) : TimeSpan.FromHours(1)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_wait_that_is_wanted_is_never_shortened() =>
        Prop.ForAll(Arb.From(Gen.Choose(1, 100)), Arb.From(Gen.Choose(0, 100_000)), Chance, (failures, seconds, random) =>
            RefreshPlan.Wait(TimeSpan.FromSeconds(seconds), failures, random) is var wait
                && wait >= TimeSpan.FromSeconds(seconds) && wait >= RefreshPlan.Backoff(failures, random)).QuickCheckThrowOnFailure();

    [Fact]
    public void However_short_a_token_lives_the_next_refresh_is_a_minute_away() =>
        Prop.ForAll(Arb.From(Gen.Choose(-100, 200_000)), Chance, (life, random) =>
            RefreshPlan.DueAgainAt(Now, Now.AddSeconds(life), null, random) >= Now.AddMinutes(1)).QuickCheckThrowOnFailure();

    [Fact]
    public void More_failures_never_wait_less() =>
        Prop.ForAll(Arb.From(Gen.Choose(1, 100)), Chance, (failures, random) =>
            RefreshPlan.Backoff(failures + 1, random) >= RefreshPlan.Backoff(failures, random)).QuickCheckThrowOnFailure();

    private static Arbitrary<TimeSpan> Lives(TimeSpan shortest) =>
        Arb.From(Gen.Choose((int)shortest.TotalSeconds, 200_000_000).Select(seconds => TimeSpan.FromSeconds(seconds)));
}
