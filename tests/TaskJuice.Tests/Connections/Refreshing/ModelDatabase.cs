namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>The rows of one connection, as the statements of the refresh change them.</summary>
internal sealed class ModelDatabase
{
    public const int LeaseLife = 25;

    public int Now { get; set; }

    public int Version { get; private set; } = 1;

    public int Token { get; private set; } = 1;

    public int? Previous { get; private set; }

    public string? Trouble { get; private set; }

    public int? DueAt { get; private set; } = 0;

    public object? Owner { get; private set; }

    public int HeldUntil { get; private set; }

    public int Generation { get; private set; }

    public int Failures { get; private set; }

    public bool IsAsking { get; private set; }

    public int? UncertainSince { get; private set; }

    /// <summary>Secret version that was presented, and the refresh token that came for it.</summary>
    public List<(int Version, int Token)> Inbox { get; } = [];

    public bool Has(int token) => token == Token || Inbox.Contains((Version, token));

    /// <summary>When a claim may succeed next.</summary>
    public int NextChance => Math.Max(DueAt ?? 0, Owner is null ? 0 : HeldUntil + 1);

    public bool TryClaim(object owner)
    {
        if (DueAt is not { } due || due > Now || (Owner is not null && HeldUntil >= Now))
            return false;

        var uncertainSince = IsAsking ? UncertainSince ?? Now : UncertainSince;
        if (Trouble is not null && !(uncertainSince is not null && Inbox.Exists(reply => reply.Version == Version)))
            return false;

        (Owner, HeldUntil, UncertainSince, IsAsking) = (owner, Now + LeaseLife, uncertainSince, true);
        Generation++;
        return true;
    }

    public bool IsHeldBy(object owner, int generation) => ReferenceEquals(Owner, owner) && Generation == generation;

    public void Store(int token, int life)
    {
        (Previous, Token, Trouble) = (Token, token, null);
        Version++;
        Inbox.Clear();
        Settle(Now + life, 0, null);
    }

    public void Postpone(int wait, bool isUncertain) => Settle(Now + wait, Failures + 1, isUncertain ? UncertainSince ?? Now : null);

    public void GiveUp(string reason)
    {
        if (Inbox.Exists(reply => reply.Version == Version))
        {
            Settle(Now, 0, UncertainSince ?? Now);
            return;
        }

        Trouble = reason;
        Settle(null, 0, null);
    }

    public void CameLate() => Inbox.RemoveAll(reply => reply.Version != Version);

    public void Keep((int Version, int Token) reply, int generation)
    {
        Inbox.Add(reply);
        if (generation != Generation)
            (IsAsking, DueAt) = (true, Now);
    }

    public void BringSpooled((int Version, int Token) reply)
    {
        if (reply.Version == Version && !Inbox.Contains(reply))
            Keep(reply, generation: 0);
    }

    private void Settle(int? dueAt, int failures, int? uncertainSince) =>
        (DueAt, Failures, UncertainSince, IsAsking, Owner) = (dueAt, failures, uncertainSince, false, null);
}
