using TaskJuice.Core.Providers;
using TaskJuice.Core.Refreshing;

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

    /// <summary>The provider does not answer before the caller gives up.</summary>
    NoAnswer,

    /// <summary>Somebody answers 200 with a page.</summary>
    Page,

    /// <summary>What the provider says comes in a success reply, also when it refuses.</summary>
    InSuccess,

    /// <summary>200, and in it a refusal that is not meant.</summary>
    FalseRefusal,

    /// <summary>429 with the shortest pause there is.</summary>
    Throttled,
}

/// <summary>One process that refreshes, step by step, by the product's own rules. Only its disk outlives a crash.</summary>
internal sealed class ModelWorker(ModelDatabase database, ModelProvider provider, double random)
{
    /// <summary>The code of a refusal that is not meant.</summary>
    public const string Lie = "lie";

    private static readonly int Patience = (int)ProviderHttp.TokenLimit.TotalSeconds;

    private readonly List<ModelReply> _disk = [];
    private Func<Fault, bool>? _next;
    private RefreshFacts? _facts;
    private (int Generation, int Version) _held;
    private HashSet<int> _read = [];
    private int _token;
    private int? _previous;
    private bool _asked;

    // A reply that another worker stores between this one's claim and its question, milliseconds later, nobody can know of.
    private HashSet<int> _inHand = [];

    /// <summary>When the provider was asked.</summary>
    public List<int> Questions { get; } = [];

    public bool IsIdle => _next is null;

    public void BringSpooled()
    {
        _disk.ForEach(database.BringSpooled);
        _disk.Clear();
    }

    /// <summary>Takes one step; a crash forgets everything but the disk.</summary>
    public void Step(Fault fault, bool isDemand = false)
    {
        if (fault == Fault.Crash)
            _next = null;
        else if (_next is not null)
            _next(fault);
        else if (fault != Fault.DatabaseAway && database.TryClaim(this, isDemand))
            Begin();
    }

    private void Begin()
    {
        var kept = database.Kept;
        _held = (database.Generation, database.Version);
        (_token, _previous, _asked) = (database.Token, database.Previous, false);
        _inHand = [database.Token, .. kept.Select(reply => reply.Token).OfType<int>()];
        _read = [.. kept.Select(reply => reply.Generation), _held.Generation];
        _facts = new()
        {
            Life = provider.Life,
            IsGivenUp = database.ErrorReason is not null,
            UncertainFor = database.For(database.UncertainSince),
            SilentFor = database.For(database.SilentSince),
            RefusedFor = database.For(database.RefusedSince),
            HasPrevious = database.Previous is { } before && before != database.Token,
        };
        if ((kept.FirstOrDefault(reply => reply.Token is not null) ?? kept.FirstOrDefault()) is { } best)
            _next = _ => Decide(RefreshRules.AfterKept(best.Read(), _facts));
        else
            _next = RefreshRules.BeforeAsking(_facts) is { } wait ? _ => Finish(wait) : Ask;
    }

    private bool Ask(Fault fault)
    {
        Questions.Add(database.Now);
        var arrives = fault is Fault.None or Fault.InSuccess or Fault.CrashAfterSend or Fault.ReplyLost or Fault.DatabaseAway;
        var presented = arrives ? provider.Present(_token, database.Now, _inHand.Contains) : null;
        switch (fault)
        {
            case Fault.CrashAfterSend:
                return End();
            case Fault.ReplyLost:
                return Answered(new TokenResult.Uncertain(new(FailureKind.CutOff)));
            case Fault.NoAnswer:
                database.Wait(this, _held.Generation, Patience);
                return Answered(new TokenResult.Uncertain(new(FailureKind.NoAnswer)), Patience);
            case Fault.Unreachable or Fault.ServerError:
                return Answered(new TokenResult.Unavailable(new(FailureKind.ServerError)));
            case Fault.UnknownRefusal:
                return Answered(new TokenResult.Refused("odd") { Certain = false });
            case Fault.Throttled:
                return Answered(new TokenResult.Throttled(TimeSpan.Zero));
            case Fault.Page:
                return Then(away => Keep(away, null, new TokenResult.MalformedResponse(new(FailureKind.NotUnderstood))));
            case Fault.FalseRefusal:
                return Then(away => Keep(away, null, new TokenResult.Refused(Lie)));
            case Fault.InSuccess:
                return Then(away => Keep(away, presented, new TokenResult.Refused("invalid_grant")));
            default:
                return presented is { } token ? Then(away => Keep(away, token, null)) : Answered(new TokenResult.Refused("invalid_grant"));
        }
    }

    private bool Keep(Fault fault, int? token, TokenResult? otherwise)
    {
        var reply = new ModelReply(_held.Version, _held.Generation, token, otherwise);
        if (fault == Fault.DatabaseAway)
        {
            _disk.Add(reply);
            return End();
        }

        database.Keep(reply, isLate: false);
        return Answered(reply.Read());
    }

    private bool Answered(TokenResult result, int seconds = 0)
    {
        _facts = _facts! with
        {
            AskedFor = TimeSpan.FromSeconds(seconds),
            AskedAgain = _asked,
            UncertainFor = _facts.UncertainFor ?? (result is TokenResult.Uncertain ? TimeSpan.Zero : null),
        };
        _asked = true;
        return Decide(RefreshRules.After(result, _facts));
    }

    private bool Decide(RefreshStep step)
    {
        switch (step)
        {
            case RefreshStep.AskAgain:
                return Then(Ask);
            case RefreshStep.AskWithPrevious:
                (_facts, _token) = (_facts! with { HasPrevious = false }, _previous!.Value);
                return Then(Ask);
            default:
                return Then(away => away == Fault.DatabaseAway ? End() : Finish(step));
        }
    }

    private bool Finish(RefreshStep step)
    {
        if (!database.IsHeldBy(this, _held.Generation))
            database.CameLate();
        else if (step is RefreshStep.Store { Tokens.RefreshToken: { } token })
            database.Store(int.Parse(token.Reveal()), random);
        else if (step is RefreshStep.GiveUp { Reason: var reason })
            database.GiveUp(reason, _read);
        else if (step is RefreshStep.StayGivenUp)
            database.StayGivenUp(_read);
        else if (step is RefreshStep.Postpone postponed)
            database.Postpone(postponed, _read, random);
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
}
