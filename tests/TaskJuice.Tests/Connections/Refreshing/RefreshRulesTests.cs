using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Refreshing;
using Xunit;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>The table of facts and answers that decides what becomes of a connection.</summary>
public sealed class RefreshRulesTests
{
    private static readonly TokenLife Plain = new();
    private static readonly TokenLife Rotates = new() { Rotation = Rotation.Rotates };
    private static readonly TokenLife ReuseEnds = new() { Rotation = Rotation.Rotates, ReuseEndsGrant = true };
    private static readonly TokenLife ReuseEndsAfterGrace = ReuseEnds with { Grace = TimeSpan.FromSeconds(60) };

    private static readonly TokenResult Lost = new TokenResult.Uncertain(new(FailureKind.CutOff));
    private static readonly TokenResult Refused = new TokenResult.Refused("invalid_grant");
    private static readonly TokenResult Unclear = new TokenResult.Refused("status_400") { Certain = false };
    private static readonly TokenResult Down = new TokenResult.Unavailable(new(FailureKind.ServerError));
    private static readonly TokenResult Page = new TokenResult.MalformedResponse(new(FailureKind.NotUnderstood));

    private static readonly RefreshStep AskAgain = new RefreshStep.AskAgain();

    [Fact]
    public void Tokens_are_kept_whatever_was_before()
    {
        var granted = ModelReply.Granting(2);
        RefreshFacts[] before = [Facts(Plain), Facts(ReuseEnds, uncertain: 1), Facts(Rotates, silent: 9e5, refused: 9e5), Facts(Plain) with { IsGivenUp = true }];
        Assert.All(before, facts => Assert.Equal(new RefreshStep.Store(granted.Tokens), RefreshRules.After(granted, facts)));
        Assert.All(before, facts => Assert.Equal(new RefreshStep.Store(granted.Tokens), RefreshRules.AfterKept(granted, facts)));
    }

    [Fact]
    public void A_lost_answer_is_asked_for_again_at_once_where_that_can_do_no_harm()
    {
        Assert.Equal(AskAgain, RefreshRules.After(Lost, Facts(Plain, asked: 29)));
        Assert.Equal(AskAgain, RefreshRules.After(Lost, Facts(Rotates, asked: 29)));
        Assert.Equal(AskAgain, RefreshRules.After(Lost, Facts(Rotates with { Grace = TimeSpan.FromMinutes(10) }, asked: 110)));
        Assert.Equal(AskAgain, RefreshRules.After(Lost, Facts(ReuseEndsAfterGrace, asked: 59)));
    }

    [Fact]
    public void Where_a_second_use_ends_the_grant_a_lost_answer_is_not_asked_for_again_at_once()
    {
        Assert.Equal(Silence(120, uncertain: true), RefreshRules.After(Lost, Facts(ReuseEnds, asked: 0)));
        Assert.Equal(Silence(120, uncertain: true), RefreshRules.After(Lost, Facts(ReuseEnds, asked: 110)));
        Assert.Equal(Silence(120, uncertain: true), RefreshRules.After(Lost, Facts(ReuseEndsAfterGrace, asked: 60)));
    }

    [Fact]
    public void After_the_usual_grace_is_over_there_is_no_hurry() =>
        Assert.Equal(Silence(null, uncertain: true), RefreshRules.After(Lost, Facts(Rotates, asked: 30)));

    [Theory]
    [InlineData(null)]
    [InlineData(1.0)]
    [InlineData(1000.0)]
    public void A_second_lost_answer_is_no_refusal(double? uncertain)
    {
        foreach (var life in (TokenLife[])[Plain, Rotates, ReuseEnds, ReuseEndsAfterGrace])
        {
            var step = Assert.IsType<RefreshStep.Postpone>(RefreshRules.After(Lost, Facts(life, uncertain) with { AskedAgain = true, HasPrevious = true }));
            Assert.Equal((true, true, false), (step.IsUncertain, step.IsSilence, step.IsRefusal));
        }
    }

    [Fact]
    public void Where_a_second_use_ends_the_grant_nobody_asks_while_the_first_answer_may_come()
    {
        Assert.Equal(new RefreshStep.Postpone(TimeSpan.FromSeconds(120), true), RefreshRules.BeforeAsking(Facts(ReuseEnds, uncertain: 0)));
        Assert.Equal(new RefreshStep.Postpone(TimeSpan.FromSeconds(1), true), RefreshRules.BeforeAsking(Facts(ReuseEndsAfterGrace, uncertain: 119)));
        Assert.Null(RefreshRules.BeforeAsking(Facts(ReuseEnds, uncertain: 120)));
        Assert.Null(RefreshRules.BeforeAsking(Facts(ReuseEnds)));
        Assert.Null(RefreshRules.BeforeAsking(Facts(Rotates, uncertain: 0)));
        Assert.Null(RefreshRules.BeforeAsking(Facts(Plain, uncertain: 0)));
    }

    [Fact]
    public void The_wait_where_reuse_ends_the_grant_is_longer_than_a_call_may_take() =>
        Assert.True(RefreshRules.LateAnswerWaitWhereReuseEnds > ProviderHttp.TokenLimit);

    [Fact]
    public void A_clear_refusal_is_one_for_the_person() =>
        Assert.All((TokenLife[])[Plain, Rotates, ReuseEnds], life => Assert.Equal(new RefreshStep.GiveUp("invalid_grant"), RefreshRules.After(Refused, Facts(life))));

    [Fact]
    public void Where_reuse_ends_the_grant_an_answer_that_may_have_held_the_next_token_is_waited_for()
    {
        TokenResult[] lost =
        [
            Page, new TokenResult.MalformedResponse(new(FailureKind.NoToken)), new TokenResult.MalformedResponse(new(FailureKind.TooLong) { Status = 200 }),
            new TokenResult.Unavailable(new(FailureKind.ServerError) { Status = 502 }), new TokenResult.Unavailable(new(FailureKind.ServerError) { Status = 408 }), new TokenResult.Unavailable(new(FailureKind.ServerError) { Status = 504 }),
        ];
        Assert.All(lost, answer => Assert.True(RefreshRules.After(answer, Facts(ReuseEnds)) is RefreshStep.Postpone { IsUncertain: true, Wait.TotalSeconds: 120 }));
        Assert.All(lost, answer => Assert.True(RefreshRules.After(answer, Facts(Rotates)) is RefreshStep.Postpone { IsUncertain: false, Wait: null }));
        Assert.All([Down, new TokenResult.MalformedResponse(new(FailureKind.Redirected) { Status = 302 })], answer =>
            Assert.True(RefreshRules.After(answer, Facts(ReuseEnds)) is RefreshStep.Postpone { IsUncertain: false }));
    }

    [Fact]
    public void A_refusal_in_words_is_believed_after_a_quarter_of_an_hour()
    {
        var words = new TokenResult.Refused("invalid_refresh_token") { Certain = false };
        Assert.IsType<RefreshStep.Postpone>(RefreshRules.After(words, Facts(Plain, refused: 14 * 60) with { WasInWords = true }));
        Assert.Equal(new RefreshStep.GiveUp("invalid_refresh_token"), RefreshRules.After(words, Facts(Plain, refused: 15 * 60) with { WasInWords = true }));

        // One sentence after hours of pages is no repetition.
        Assert.IsType<RefreshStep.Postpone>(RefreshRules.After(words, Facts(Plain, refused: 20 * 3_600)));
    }

    [Fact]
    public void The_token_before_is_tried_once_where_that_can_do_no_harm()
    {
        Assert.Equal(new RefreshStep.AskWithPrevious(), RefreshRules.After(Refused, Facts(Rotates) with { HasPrevious = true }));
        Assert.Equal(new RefreshStep.AskWithPrevious(), RefreshRules.After(Refused, Facts(Rotates, uncertain: 1) with { HasPrevious = true }));
        Assert.Equal(new RefreshStep.GiveUp("invalid_grant"), RefreshRules.After(Refused, Facts(Plain) with { HasPrevious = true }));
        Assert.Equal(new RefreshStep.GiveUp("invalid_grant"), RefreshRules.After(Refused, Facts(ReuseEnds) with { HasPrevious = true }));
    }

    [Fact]
    public void A_refusal_while_an_answer_is_missing_is_believed_when_it_can_come_no_more()
    {
        Assert.Equal(new RefreshStep.Postpone(TimeSpan.FromSeconds(29), true), RefreshRules.After(Refused, Facts(Rotates, uncertain: 1)));
        Assert.Equal(new RefreshStep.GiveUp("rotation_lost"), RefreshRules.After(Refused, Facts(Rotates, uncertain: 30)));
        Assert.Equal(new RefreshStep.Postpone(TimeSpan.FromSeconds(90), true), RefreshRules.After(Refused, Facts(ReuseEnds, uncertain: 30)));
        Assert.Equal(new RefreshStep.GiveUp("rotation_lost"), RefreshRules.After(Refused, Facts(ReuseEnds, uncertain: 120)));
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(30.0, 60)]
    [InlineData(600.0, 600)]
    [InlineData(7200.0, 7200)]
    [InlineData(80000.0, 21600)]
    public void An_unclear_refusal_is_asked_about_soon_and_then_spread_over_a_day(double? refused, int seconds) =>
        Assert.Equal(new RefreshStep.Postpone(TimeSpan.FromSeconds(seconds), false) { IsRefusal = true }, RefreshRules.After(Unclear, Facts(Plain, refused: refused)));

    [Fact]
    public void An_unclear_refusal_that_lasts_a_day_is_one_for_the_person() =>
        Assert.Equal(new RefreshStep.GiveUp("status_400"), RefreshRules.After(Unclear, Facts(Plain, refused: 86400)));

    [Fact]
    public void Time_mends_what_says_nothing_until_it_has_lasted_a_week()
    {
        Assert.Equal(Silence(null, uncertain: false), RefreshRules.After(Down, Facts(ReuseEnds)));
        Assert.Equal(Silence(null, uncertain: false), RefreshRules.After(Page, Facts(Plain, silent: 604799)));
        Assert.All((TokenResult[])[Down, Page, Lost], result =>
            Assert.Equal(new RefreshStep.GiveUp("no_usable_answer"), RefreshRules.After(result, Facts(Plain, silent: 604800) with { AskedAgain = true })));
    }

    [Fact]
    public void An_outage_after_a_lost_answer_leaves_it_missing() =>
        Assert.Equal(Silence(null, uncertain: true), RefreshRules.After(Down, Facts(Rotates, uncertain: 5)));

    [Fact]
    public void A_client_that_works_for_others_is_a_refusal_of_this_grant_which_lasts_a_day_before_it_is_believed()
    {
        var refused = new TokenResult.ClientRefused("invalid_client");
        Assert.True(Assert.IsType<RefreshStep.Postpone>(RefreshRules.After(refused, Facts(Plain) with { IsClientAccepted = true })).IsRefusal);
        Assert.IsType<RefreshStep.GiveUp>(RefreshRules.After(refused, Facts(Plain, refused: 86_401) with { IsClientAccepted = true }));
        Assert.IsType<RefreshStep.Postpone>(RefreshRules.After(refused, Facts(Plain, refused: 86_401)));
    }

    [Fact]
    public void What_the_operator_has_to_mend_is_never_one_for_the_person()
    {
        TokenResult[] ours = [new TokenResult.ClientRefused("invalid_client"), new TokenResult.Misconfigured("invalid_scope")];
        Assert.All(ours, result => Assert.Equal(
            new RefreshStep.Postpone(TimeSpan.FromMinutes(5), false), RefreshRules.After(result, Facts(Plain, silent: 9e6, refused: 9e6))));
    }

    [Fact]
    public void A_pause_that_is_asked_for_is_kept() =>
        Assert.Equal(new RefreshStep.Postpone(TimeSpan.FromSeconds(120), false), RefreshRules.After(new TokenResult.Throttled(TimeSpan.FromSeconds(120)), Facts(Plain, silent: 9e6)));

    [Fact]
    public void A_kept_reply_that_grants_nothing_decides_as_if_it_had_just_come()
    {
        Assert.Equal(new RefreshStep.GiveUp("invalid_grant"), RefreshRules.AfterKept(Refused, Facts(Plain)));
        Assert.Equal(Silence(null, uncertain: false), RefreshRules.AfterKept(Page, Facts(Plain)));
    }

    [Fact]
    public void A_kept_reply_that_grants_nothing_changes_nothing_for_a_connection_that_was_given_up() =>
        Assert.All((TokenResult[])[Refused, Unclear, Page], result =>
            Assert.Equal(new RefreshStep.StayGivenUp(), RefreshRules.AfterKept(result, Facts(Rotates) with { IsGivenUp = true, HasPrevious = true })));

    private static RefreshStep.Postpone Silence(int? seconds, bool uncertain) =>
        new(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, uncertain) { IsSilence = true };

    private static RefreshFacts Facts(TokenLife life, double? uncertain = null, double? silent = null, double? refused = null, double asked = 0) => new()
    {
        Life = life,
        UncertainFor = Span(uncertain),
        SilentFor = Span(silent),
        RefusedFor = Span(refused),
        AskedFor = TimeSpan.FromSeconds(asked),
    };

    private static TimeSpan? Span(double? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;
}
