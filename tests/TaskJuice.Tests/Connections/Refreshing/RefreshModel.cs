using FsCheck;
using FsCheck.Fluent;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>One thing that happens: which worker takes a step, what goes wrong, and how long it took to come to it.</summary>
internal sealed record Move(int Worker, Fault Fault, bool IsDemand, int Seconds)
{
    public override string ToString() => $"{Worker}{(IsDemand ? "!" : "")}{Fault}+{Seconds}";
}

/// <summary>Everything that happens to one connection before all is well again, or silent.</summary>
internal sealed record Story(int Life, IReadOnlyList<Move> Moves)
{
    public override string ToString() => $"{RefreshModel.Lives[Life]} {string.Join(' ', Moves)}";
}

/// <summary>Three workers on one database, and a provider.</summary>
internal sealed class RefreshModel
{
    private const int Workers = 3;

    // A provider that refuses what it accepts again later cannot be told from one that means it.
    private static readonly Fault[] Faults = [.. Enum.GetValues<Fault>().Where(fault => fault != Fault.FalseRefusal)];

    private readonly List<ModelWorker> _workers;

    public RefreshModel(TokenLife life, int tokenLife = 600, double random = 0.5)
    {
        Database = new() { TokenLife = tokenLife };
        Provider = new(life);
        _workers = [.. Enumerable.Range(0, Workers).Select(_ => new ModelWorker(Database, Provider, random))];
    }

    public static TokenLife[] Lives { get; } =
    [
        new() { Rotation = Rotation.None },
        new() { Rotation = Rotation.Rotates, Grace = TimeSpan.FromSeconds(60) },
        new() { Rotation = Rotation.Rotates, Grace = TimeSpan.FromSeconds(60), ReuseEndsGrant = true },
        new() { Rotation = Rotation.Rotates },
        new() { Rotation = Rotation.Rotates, ReuseEndsGrant = true },
    ];

    /// <summary>Half of the moves go well.</summary>
    public static Arbitrary<Story> Stories { get; } = Arb.From(
        from life in Gen.Choose(0, Lives.Length - 1)
        from moves in (
            from worker in Gen.Choose(0, Workers - 1)
            from fault in Gen.Choose(0, (2 * Faults.Length) - 1)
            from demand in Gen.Choose(0, 4)
            from wait in Gen.Choose(0, 36)
            select new Move(worker, fault < Faults.Length ? Faults[fault] : Fault.None, demand == 0, wait switch { < 20 => 0, < 34 => 1, _ => 20 })).ListOf(60)
        select new Story(life, [.. moves]));

    public ModelDatabase Database { get; }

    public ModelProvider Provider { get; }

    public IReadOnlyList<int> Questions => [.. _workers.SelectMany(worker => worker.Questions).Order()];

    public static RefreshModel Of(Story story)
    {
        var model = new RefreshModel(Lives[story.Life]);
        foreach (var move in story.Moves)
        {
            model.Database.Now += move.Seconds;
            model._workers[move.Worker].Step(move.Fault, move.IsDemand);
            if (move.Fault != Fault.DatabaseAway)
                model._workers[move.Worker].BringSpooled();
        }

        return model;
    }

    /// <summary>From here on the provider does one and the same thing whenever it is asked.</summary>
    /// <param name="fault">What it does.</param>
    /// <param name="rounds">For so many rounds, or until nothing is planned any more.</param>
    public RefreshModel GoesOn(Fault fault, int rounds)
    {
        for (var round = 0; (round < rounds && Database.DueAt is not null) || !IsIdle; round++)
        {
            if (IsIdle)
                Database.Now = Math.Max(Database.Now + 1, Database.NextChance);
            StepAll(fault, isDemand: false);
        }

        return this;
    }

    /// <summary>Somebody needs a token every second.</summary>
    public RefreshModel IsWantedFor(int seconds, Func<int, Fault> faultAt)
    {
        for (var end = Database.Now + seconds; Database.Now < end; Database.Now++)
            StepAll(faultAt(Questions.Count), isDemand: true);
        return this;
    }

    private bool IsIdle => _workers.TrueForAll(worker => worker.IsIdle);

    private void StepAll(Fault fault, bool isDemand)
    {
        foreach (var worker in _workers)
        {
            worker.BringSpooled();
            worker.Step(worker.IsIdle ? Fault.None : fault, isDemand);
        }
    }
}
