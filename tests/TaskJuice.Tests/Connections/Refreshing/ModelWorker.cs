using TaskJuice.Core.Connections.Refreshing;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>What can go wrong while a worker takes its next step.</summary>
internal enum Fault
{
    None,
    Crash,
    CrashAfterSend,
    ReplyLost,
    Unreachable,
    ServerError,
    UnknownRefusal,
    DatabaseAway,
}

/// <summary>One process that refreshes, step by step, by the product's own rules. Only its disk outlives a crash.</summary>
internal sealed class ModelWorker(ModelDatabase database, ModelProvider provider)
{
    private const int TokenLife = 600;

    private readonly List<(int Version, int Token)> _disk = [];
    private Func<Fault, bool>? _next;
    private RefreshFacts? _facts;
    private (int Generation, int Version) _held;
    private int _token;
    private int? _previous;

    // A reply that another worker stores between this one's claim and its question, milliseconds later, nobody can know of.
    private HashSet<int> _inHand = [];

    public bool IsIdle => _next is null;

    public void BringSpooled()
    {
        _disk.ForEach(database.BringSpooled);
        _disk.Clear();
    }

    /// <summary>Takes one step; a crash forgets everything but the disk.</summary>
    public void Step(Fault fault)
    {
        if (fault == Fault.Crash)
            _next = null;
        else if (_next is not null)
            _next(fault);
        else if (fault != Fault.DatabaseAway && database.TryClaim(this))
            Begin();
    }

    private void Begin()
    {
        _held = (database.Generation, database.Version);
        (_token, _previous) = (database.Token, database.Previous);
        _inHand = [database.Token, .. database.Inbox.Where(reply => reply.Version == database.Version).Select(reply => reply.Token)];
        _facts = new()
        {
            Life = provider.Life,
            Failures = database.Failures,
            UncertainFor = database.UncertainSince is { } since ? TimeSpan.FromSeconds(database.Now - since) : null,
            HasPrevious = database.Previous is { } before && before != database.Token,
        };
        var kept = database.UncertainSince is null ? default : database.Inbox.LastOrDefault(reply => reply.Version == database.Version);
        _next = kept != default ? _ => Finish(new RefreshStep.Store(Tokens(kept.Token)))
            : RefreshRules.BeforeAsking(_facts) is { } wait ? _ => Finish(wait)
            : Ask;
    }

    private bool Ask(Fault fault)
    {
        var presented = fault is Fault.Unreachable or Fault.ServerError or Fault.UnknownRefusal ? null : provider.Present(_token, database.Now, _inHand.Contains);
        switch (fault)
        {
            case Fault.CrashAfterSend:
                return End();
            case Fault.ReplyLost:
                _facts = _facts! with { UncertainFor = _facts.UncertainFor ?? TimeSpan.Zero };
                return Decide(new TokenResult.Uncertain(new(FailureKind.CutOff)));
            case Fault.Unreachable or Fault.ServerError:
                return Decide(new TokenResult.Unavailable(new(FailureKind.ServerError)));
            case Fault.UnknownRefusal:
                return Decide(new TokenResult.Refused("odd") { Certain = false });
            default:
                return presented is { } token ? Then(away => Keep(away, token)) : Decide(new TokenResult.Refused("invalid_grant"));
        }
    }

    private bool Keep(Fault fault, int token)
    {
        var reply = (_held.Version, token);
        if (fault == Fault.DatabaseAway)
        {
            _disk.Add(reply);
            return End();
        }

        database.Keep(reply, _held.Generation);
        return Decide(new TokenResult.Granted(Tokens(token)));
    }

    private bool Decide(TokenResult result)
    {
        switch (RefreshRules.After(result, _facts!))
        {
            case RefreshStep.AskAgain:
                _facts = _facts! with { AskedAgain = true };
                return Then(Ask);
            case RefreshStep.AskWithPrevious:
                (_facts, _token) = (_facts! with { HasPrevious = false }, _previous!.Value);
                return Then(Ask);
            case var step:
                return Then(away => away == Fault.DatabaseAway ? End() : Finish(step));
        }
    }

    private bool Finish(RefreshStep step)
    {
        if (!database.IsHeldBy(this, _held.Generation))
            database.CameLate();
        else if (step is RefreshStep.Store { Tokens.RefreshToken: { } token })
            database.Store(int.Parse(token.Reveal()), TokenLife);
        else if (step is RefreshStep.GiveUp { Reason: var reason })
            database.GiveUp(reason);
        else if (step is RefreshStep.Postpone { Wait: var wait, IsUncertain: var isUncertain })
            database.Postpone((int)(wait ?? TimeSpan.FromSeconds(5)).TotalSeconds, isUncertain);
        return End();
    }

    private bool Then(Func<Fault, bool> next)
    {
        _next = next;
        return true;
    }

    private bool End()
    {
        _next = null;
        return true;
    }

    private static Tokens Tokens(int refreshToken) =>
        new(new Secret("access"), new Secret($"{refreshToken}"), null, [], new Dictionary<string, string>(), null);
}
