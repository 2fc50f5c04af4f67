using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>
/// The rules of refreshing under random interleavings of three workers, crashes, demands, odd and lost answers, a database and a provider
/// that come and go. The rules are the product's; rows and provider are models of what its statements and RFC 6749 section 6 do.
/// </summary>
public sealed class RefreshModelTests
{
    private const int LongEnough = 200;
    private const int Week = 7 * 24 * 3600;

    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(10000);

    [Fact]
    public void No_interleaving_loses_a_token_that_a_correct_client_would_have_kept() =>
        Prop.ForAll(RefreshModel.Stories, story =>
        {
            if (Lost(RefreshModel.Of(story).GoesOn(Fault.None, LongEnough)) is { } lost)
                Assert.Fail($"{lost} {story}");
        }).Check(Thorough);

    [Fact]
    public void A_loss_that_could_not_be_helped_is_told() =>
        Prop.ForAll(RefreshModel.Stories, story =>
        {
            var end = RefreshModel.Of(story).GoesOn(Fault.None, LongEnough);
            return end.Database.ErrorReason is not null || (!end.Provider.IsDead && end.Database.Token == end.Provider.Current);
        }).Check(Thorough);

    [Theory]
    [InlineData(nameof(Fault.NoAnswer))]
    [InlineData(nameof(Fault.Unreachable))]
    [InlineData(nameof(Fault.Page))]
    [InlineData(nameof(Fault.FalseRefusal))]
    [InlineData(nameof(Fault.UnknownRefusal))]
    public void Whatever_happened_before_a_provider_that_does_not_come_back_is_asked_no_more_one_day_and_a_person_is_told(string fault) =>
        Prop.ForAll(RefreshModel.Stories, story =>
        {
            var model = RefreshModel.Of(story);
            var (before, start) = (model.Questions.Count, model.Database.Now);
            model.GoesOn(Enum.Parse<Fault>(fault), rounds: 5000);
            if (model.Database.DueAt is not null || model.Database.ErrorReason is null || model.Database.Inbox.Exists(reply => reply.Version == model.Database.Version))
                Assert.Fail($"Not quiet: {story}");
            if (model.Questions.Count - before > 1000 || model.Database.Now - start > 2 * Week)
                Assert.Fail($"{model.Questions.Count - before} questions in {model.Database.Now - start} s: {story}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void What_is_planned_asks_no_more_than_the_floor_allows_in_any_story() =>
        Prop.ForAll(RefreshModel.Stories, story =>
        {
            var model = RefreshModel.Of(story).GoesOn(Fault.None, LongEnough);
            return MostInAnHour(model.Questions) <= 3 * 3600 / 5;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    // A question may be followed at once by one more, and by one with the token before.
    [Theory]
    [InlineData(nameof(Fault.None), 1, 360)]
    [InlineData(nameof(Fault.None), 600, 360)]
    [InlineData(nameof(Fault.Unreachable), 600, 80)]
    [InlineData(nameof(Fault.ServerError), 600, 80)]
    [InlineData(nameof(Fault.UnknownRefusal), 600, 80)]
    [InlineData(nameof(Fault.Page), 600, 80)]
    [InlineData(nameof(Fault.Throttled), 600, 80)]
    [InlineData(nameof(Fault.ReplyLost), 600, 160)]
    [InlineData(nameof(Fault.NoAnswer), 600, 40)]
    [InlineData(nameof(Fault.FalseRefusal), 600, 2)]
    public void Demands_in_a_tight_loop_are_held_back_by_a_floor(string fault, int tokenLife, int most)
    {
        foreach (var life in RefreshModel.Lives)
            Assert.InRange(MostInAnHour(new RefreshModel(life, tokenLife).IsWantedFor(4 * 3600, _ => Enum.Parse<Fault>(fault)).Questions), 1, most);
    }

    [Theory]
    [InlineData(nameof(Fault.UnknownRefusal), nameof(Fault.Unreachable))]
    [InlineData(nameof(Fault.Page), nameof(Fault.NoAnswer))]
    [InlineData(nameof(Fault.None), nameof(Fault.ServerError))]
    public void Answers_that_alternate_do_not_get_below_the_floor(string one, string other)
    {
        foreach (var life in RefreshModel.Lives)
        {
            var questions = new RefreshModel(life).IsWantedFor(4 * 3600, count => Enum.Parse<Fault>(count % 2 == 0 ? one : other)).Questions;
            Assert.InRange(MostInAnHour(questions), 1, 360);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    public void A_token_of_seconds_is_renewed_once_a_minute_while_nobody_needs_it(int tokenLife) =>
        Assert.InRange(MostInAnHour(new RefreshModel(RefreshModel.Lives[1], tokenLife).GoesOn(Fault.None, rounds: 1000).Questions), 1, 61);

    private static int MostInAnHour(IReadOnlyList<int> questions) =>
        questions.Select((at, index) => questions.Skip(index).TakeWhile(later => later < at + 3600).Count()).DefaultIfEmpty(0).Max();

    private static string? Lost(RefreshModel end)
    {
        var (database, provider) = (end.Database, end.Provider);
        if (provider.WasEndedWithoutNeed)
            return "A token was used again although the next one was in hand.";
        return database.ErrorReason is not null and not "odd" && !provider.IsDead && database.Has(provider.Current)
            ? $"Given up for {database.ErrorReason} with the valid token in hand."
            : null;
    }
}
