using FsCheck;
using FsCheck.Fluent;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Refreshing;
using Xunit;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>The table of replies and facts that decides whether calls to a token endpoint are paused.</summary>
public sealed class CircuitPolicyTests
{
    private static readonly TokenResult Throttled = new TokenResult.Throttled(RetryAfter: null);
    private static readonly TokenResult ClientRefused = new TokenResult.ClientRefused("invalid_client");

    private static readonly TokenResult[] Failures =
    [
        new TokenResult.Unavailable(new(FailureKind.ServerError)), new TokenResult.Uncertain(new(FailureKind.NoAnswer)),
        new TokenResult.MalformedResponse(new(FailureKind.NotUnderstood)),
    ];

    // The endpoint works, whatever is wrong with the grant or the request.
    private static readonly TokenResult[] Conclusive =
    [
        ModelReply.Granting(1), new TokenResult.Refused("invalid_grant"), new TokenResult.Refused("status_400") { Certain = false },
        new TokenResult.Misconfigured("invalid_scope"), new TokenResult.Withheld(new(FailureKind.HostNotAllowed)),
    ];

    private static readonly CircuitStep Leave = new CircuitStep.Leave();

    private static readonly CircuitFacts[] EveryFacts =
    [
        .. from down in (bool[])[false, true]
           from client in (bool[])[false, true]
           from every in (bool[])[false, true]
           from others in Enum.GetValues<OthersInPartition>()
           select new CircuitFacts { IsDown = down, IsOpenForClient = client, IsOpenForEveryClient = every, Others = others },
    ];

    private static readonly Arbitrary<CircuitFacts> AnyFacts = Gen.Elements(EveryFacts).ToArbitrary();
    private static readonly Arbitrary<int> AnySeconds = Gen.Choose(0, 3600).ToArbitrary();

    [Theory]
    [InlineData(null, 30)]
    [InlineData(0.1, 1)]
    [InlineData(1.0, 1)]
    [InlineData(20.0, 20)]
    [InlineData(3600.0, 3600)]
    public void A_throttled_reply_opens_for_as_long_as_the_provider_asks_but_at_least_a_second(double? asked, int seconds)
    {
        var reply = Asking(asked);
        Assert.Equal(Opened(CircuitReason.Throttled, "throttled", seconds), CircuitPolicy.After(reply, With(OthersInPartition.None)));
        Assert.Equal(Opened(CircuitReason.Throttled, "throttled", seconds), CircuitPolicy.After(reply, With(OthersInPartition.FailToo)));
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData(0.1, 1)]
    [InlineData(20.0, 20)]
    [InlineData(3600.0, 30)]
    public void A_throttled_reply_opens_for_at_most_thirty_seconds_if_no_other_connection_has_tried(double? asked, int seconds) =>
        Assert.Equal(
            Opened(CircuitReason.Throttled, "throttled", seconds), CircuitPolicy.After(Asking(asked), With(OthersInPartition.Untried)));

    [Fact]
    public void A_throttled_reply_opens_nothing_if_other_connections_work() =>
        Assert.Equal(Leave, CircuitPolicy.After(Asking(3600), With(OthersInPartition.Work)));

    [Theory]
    [InlineData(nameof(OthersInPartition.None), 120)]
    [InlineData(nameof(OthersInPartition.FailToo), 120)]
    [InlineData(nameof(OthersInPartition.Untried), 30)]
    public void A_refused_client_opens_for_two_minutes_or_for_less_if_no_other_connection_has_tried(string others, int seconds) =>
        Assert.Equal(
            Opened(CircuitReason.ClientRefused, "invalid_client", seconds),
            CircuitPolicy.After(ClientRefused, With(Enum.Parse<OthersInPartition>(others))));

    [Fact]
    public void A_refused_client_that_works_for_others_opens_nothing_and_is_refused_for_this_connection() =>
        Assert.Equal(new CircuitStep.ClientRefusedHere(), CircuitPolicy.After(ClientRefused, With(OthersInPartition.Work)));

    [Fact]
    public void Only_a_refused_client_is_reported_as_one() =>
        Assert.All([Throttled, .. Failures, .. Conclusive], result => Assert.All(
            EveryFacts, facts => Assert.IsNotType<CircuitStep.ClientRefusedHere>(CircuitPolicy.After(result, facts))));

    [Fact]
    public void A_failure_changes_nothing_while_the_endpoint_is_not_down() =>
        Assert.All(Failures, result => Assert.Equal(Leave, CircuitPolicy.After(result, new() { IsOpenForClient = true })));

    [Fact]
    public void A_failure_of_an_endpoint_that_is_down_opens_for_every_client() => Assert.All(Failures, result =>
    {
        var step = Assert.IsType<CircuitStep.Open>(CircuitPolicy.After(result, new() { IsDown = true }));
        Assert.Equal(Opened(CircuitReason.Outage, result.Outcome, 30), step);
        Assert.True(step.IsForEveryClient);
    });

    [Fact]
    public void A_failed_trial_call_opens_again_whatever_the_window_says() => Assert.All(Failures, result =>
        Assert.Equal(Opened(CircuitReason.Outage, result.Outcome, 30), CircuitPolicy.After(result, new() { IsOpenForEveryClient = true })));

    [Fact]
    public void Throttling_and_a_refused_client_open_for_that_client_only() => Assert.All(
        [Throttled, ClientRefused],
        result => Assert.False(Assert.IsType<CircuitStep.Open>(CircuitPolicy.After(result, new())).IsForEveryClient));

    [Fact]
    public void A_conclusive_reply_closes_an_open_circuit_and_changes_nothing_otherwise() => Assert.All(Conclusive, result => Assert.All(
        EveryFacts, facts => Assert.Equal(
            facts.IsOpenForClient || facts.IsOpenForEveryClient ? new CircuitStep.Close() : Leave, CircuitPolicy.After(result, facts))));

    [Fact]
    public void Only_an_outage_a_lost_reply_and_a_malformed_one_count_as_failures()
    {
        Assert.All(Failures, result => Assert.True(CircuitPolicy.IsFailure(result)));
        Assert.All([Throttled, ClientRefused, .. Conclusive], result => Assert.False(CircuitPolicy.IsFailure(result)));
    }

    [Fact]
    public void Other_connections_are_looked_up_only_if_they_can_change_the_step()
    {
        Assert.Equal(["throttled"], CircuitPolicy.SameOutcomes(Throttled)!);
        Assert.Equal(["client_refused", "client_refused_here"], CircuitPolicy.SameOutcomes(ClientRefused)!);
        Assert.All([.. Failures, .. Conclusive], result =>
        {
            Assert.Null(CircuitPolicy.SameOutcomes(result));
            Assert.All(EveryFacts, facts =>
                Assert.Equal(CircuitPolicy.After(result, facts with { Others = OthersInPartition.None }), CircuitPolicy.After(result, facts)));
        });
    }

    [Fact]
    public void A_repeated_throttled_reply_extends_by_the_time_it_asks_for() => Prop.ForAll(AnySeconds, AnyFacts, (seconds, facts) =>
        CircuitPolicy.After(Asking(seconds), facts) is not CircuitStep.Open open
            || CircuitPolicy.WhenOpen(open) == new KeepOpen.AsAsked(open.Length)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(nameof(CircuitReason.Outage), 30)]
    [InlineData(nameof(CircuitReason.ClientRefused), 120)]
    public void Any_other_repeated_pause_doubles_up_to_five_minutes(string reason, int seconds) => Assert.Equal(
        new KeepOpen.Doubled(TimeSpan.FromSeconds(seconds), TimeSpan.FromMinutes(5)),
        CircuitPolicy.WhenOpen(Opened(Enum.Parse<CircuitReason>(reason), "", seconds)));

    [Fact]
    public void Doubling_never_shortens_a_pause() => Prop.ForAll(AnySeconds, seconds =>
        CircuitPolicy.WhenOpen(Opened(CircuitReason.Outage, "", seconds)) is KeepOpen.Doubled { First: var first, Longest: var longest }
            && first == TimeSpan.FromSeconds(seconds) && longest >= first).QuickCheckThrowOnFailure();

    [Fact]
    public void Asking_for_a_longer_pause_never_gives_a_shorter_one() =>
        Prop.ForAll(AnySeconds, AnySeconds, AnyFacts, (one, other, facts) =>
            LengthAfter(Asking(Math.Min(one, other)), facts) <= LengthAfter(Asking(Math.Max(one, other)), facts)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_trial_call_gets_more_time_than_a_call_may_take() => Assert.True(CircuitPolicy.HalfOpenLife > ProviderHttp.TokenLimit);

    private static TimeSpan LengthAfter(TokenResult result, CircuitFacts facts) =>
        CircuitPolicy.After(result, facts) is CircuitStep.Open open ? open.Length : TimeSpan.Zero;

    private static TokenResult.Throttled Asking(double? seconds) => new(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);

    private static CircuitFacts With(OthersInPartition others) => new() { Others = others };

    private static CircuitStep.Open Opened(CircuitReason reason, string because, int seconds) =>
        new(reason, because, TimeSpan.FromSeconds(seconds));
}
