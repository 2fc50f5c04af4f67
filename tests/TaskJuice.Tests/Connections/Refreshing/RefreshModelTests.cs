using FsCheck;
using FsCheck.Fluent;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections.Refreshing;
using Xunit;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>
/// The rules of refreshing under random interleavings of three workers, crashes, lost answers, a database and a provider that come and go.
/// The rules are the product's; rows and provider are models of what its statements and RFC 6749 section 6 do.
/// </summary>
public sealed class RefreshModelTests
{
    private const int Workers = 3;
    private const int LongEnough = 200;

    private static readonly TokenLife[] Lives =
    [
        new() { Rotation = Rotation.None },
        new() { Rotation = Rotation.Rotates, Grace = TimeSpan.FromSeconds(60) },
        new() { Rotation = Rotation.Rotates, Grace = TimeSpan.FromSeconds(60), ReuseEndsGrant = true },
        new() { Rotation = Rotation.Rotates },
        new() { Rotation = Rotation.Rotates, ReuseEndsGrant = true },
    ];

    private static readonly Arbitrary<(int Life, List<Move> Moves)> Stories = Arb.From(
        from life in Gen.Choose(0, Lives.Length - 1)
        from moves in Gen.Choose(0, 2000).Select(number => new Move(number % Workers, (Fault)(number / 7 % 16), number % 37)).ListOf(60)
        select (life, moves.ToList()));

    [Fact]
    public void No_interleaving_loses_a_token_that_a_correct_client_would_have_kept() =>
        Prop.ForAll(Stories, story =>
        {
            if (Lost(Play(story.Life, story.Moves)) is { } lost)
                Assert.Fail(Tell(story, lost));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10000));

    [Fact]
    public void A_loss_that_could_not_be_helped_is_told() =>
        Prop.ForAll(Stories, story =>
        {
            var (database, provider) = Play(story.Life, story.Moves);
            return database.Trouble is not null || (!provider.IsDead && database.Token == provider.Current);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10000));

    private static string Tell((int Life, List<Move> Moves) story, string lost) =>
        $"{lost} {Lives[story.Life]} {string.Join(' ', story.Moves.Select(move => $"{move.Worker}{(Enum.IsDefined(move.Fault) ? move.Fault : Fault.None)}+{Wait(move)}"))}";

    private static string? Lost((ModelDatabase Database, ModelProvider Provider) end)
    {
        var (database, provider) = end;
        if (provider.WasEndedWithoutNeed)
            return "A token was used again although the next one was in hand.";
        return database.Trouble is not null and not "odd" && !provider.IsDead && database.Has(provider.Current)
            ? $"Given up for {database.Trouble} with the valid token in hand."
            : null;
    }

    private static (ModelDatabase Database, ModelProvider Provider) Play(int life, List<Move> moves)
    {
        var (database, provider) = (new ModelDatabase(), new ModelProvider(Lives[life]));
        var workers = Enumerable.Range(0, Workers).Select(_ => new ModelWorker(database, provider)).ToList();
        foreach (var move in moves)
        {
            var fault = Enum.IsDefined(move.Fault) ? move.Fault : Fault.None;
            database.Now += Wait(move);
            workers[move.Worker].Step(fault);
            if (fault != Fault.DatabaseAway)
                workers[move.Worker].BringSpooled();
        }

        // Everything works again from here on.
        for (var round = 0; round < LongEnough || !workers.TrueForAll(worker => worker.IsIdle); round++)
        {
            if (workers.TrueForAll(worker => worker.IsIdle))
                database.Now = Math.Max(database.Now + 1, database.NextChance);
            foreach (var worker in workers)
            {
                worker.BringSpooled();
                worker.Step(Fault.None);
            }
        }

        return (database, provider);
    }

    private static int Wait(Move move) => move.Seconds switch { < 20 => 0, < 34 => 1, _ => 20 };

    private sealed record Move(int Worker, Fault Fault, int Seconds);
}
