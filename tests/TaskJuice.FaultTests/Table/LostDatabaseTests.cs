using System.Diagnostics;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F4: PostgreSQL is killed while answers are on their way to tokens that work once.</summary>
public sealed class LostDatabaseTests
{
    private const int SlowAnswer = 1_500;

    private static readonly Knobs SingleUse = new() { Rotation = "strict", ReuseEndsGrant = true };

    [Fact]
    public async Task A_database_that_is_killed_while_answers_are_on_their_way_loses_no_token()
    {
        await using var fleet = await Fleet.StartAsync(workers: 2, webs: 0, ownServers: true);
        var ids = await fleet.SeedAsync(Scale.Of(20, 1_000));
        var rounds = Scale.Of(1, 20);
        var started = Stopwatch.GetTimestamp();
        var kept = 0;
        Audit? sum = null;
        for (var round = 0; round < rounds; round++)
        {
            await fleet.Provider.ForgetCallsAsync();
            await fleet.Provider.SetAsync(SingleUse with { Token = new() { AnswerDelayMs = SlowAnswer, Only = "refresh_token" } });
            await fleet.MakeDueAsync(ids);
            await Until.SeenAsync(() => fleet.Provider.CallsAsync("token.refresh"), calls => calls.Count >= ids.Count / 2);
            await fleet.System.Postgres.KillAsync();
            var replies = await Until.SeenAsync(() => Task.FromResult(Directory.GetFiles(fleet.System.SpoolDirectory, "*.reply")), files => files.Length > 0);
            await CannotBeReadAsync(fleet, replies[0]);
            kept += replies.Length;

            await fleet.Provider.SetAsync(SingleUse);
            await fleet.StartDatabaseAgainAsync();
            await fleet.UntilAllAsync(
                ids, "(c.status = 'error' or (c.expires_at > now() + interval '5 minutes' and l.owner is null))", Scale.Patience(2, 5),
                () => fleet.CloseCircuitsAsync(ids));
            await Until.SeenAsync(() => Task.FromResult(Directory.GetFiles(fleet.System.SpoolDirectory)), files => files.Length == 0);
            var audit = await Audit.TakeAsync(fleet, ids);
            sum = sum is null ? audit : sum + audit;
        }

        var lost = await Audit.LostAsync(fleet, ids, Scale.Patience(1, 5));
        FaultRow.Write("F4", started, $"{rounds} rounds of {ids.Count}, {kept} answers or more kept on the disk; {sum}; {lost} lost");
        sum!.MustBe("refreshed well", family => family is { IsFlagged: false, IsOtherError: false, Twice: 0, Refused: 0 });
        Assert.Equal(0, lost);
    }
    private static async Task CannotBeReadAsync(Fleet fleet, string reply)
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(reply));
        var text = await File.ReadAllTextAsync(reply, TestContext.Current.CancellationToken);
        Assert.All(await fleet.Provider.SecretsAsync(), secret => Assert.DoesNotContain(secret, text));
    }
}
