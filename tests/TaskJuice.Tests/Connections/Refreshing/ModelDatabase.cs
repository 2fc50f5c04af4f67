using TaskJuice.Core.Providers;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Vault;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>A reply as it was kept: what it grants, or else what is in it.</summary>
internal sealed record ModelReply(int Version, int Generation, int? Token, TokenResult? Otherwise)
{
    public TokenResult Read() => Token is { } token ? Granting(token) : Otherwise!;

    public static TokenResult.Granted Granting(int refreshToken) =>
        new(new(new Secret("access"), new Secret($"{refreshToken}"), null, [], new Dictionary<string, string>(), null));
}

/// <summary>The rows of one connection, as the statements of the refresh change them.</summary>
internal sealed class ModelDatabase
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;
    private static readonly int LeaseLife = (int)RefreshLeases.Life.TotalSeconds;

    public int Now { get; set; }

    /// <summary>Seconds that an access token lives.</summary>
    public int TokenLife { get; init; } = 600;

    public int Version { get; private set; } = 1;

    public int Token { get; private set; } = 1;

    public int? Previous { get; private set; }

    public string? ErrorReason { get; private set; }

    public int? DueAt { get; private set; } = 0;

    public object? Owner { get; private set; }

    public int HeldUntil { get; private set; }

    public int Generation { get; private set; }

    public int Failures { get; private set; }

    public bool RequestInFlight { get; private set; }

    public int? AskedAt { get; private set; }

    public int? UncertainSince { get; private set; }

    public int? SilentSince { get; private set; }

    public int? RefusedSince { get; private set; }

    public List<ModelReply> Inbox { get; } = [];

    /// <summary>Replies that a holder would find and read.</summary>
    public IReadOnlyList<ModelReply> Kept => UncertainSince is null ? [] : [.. Inbox.Where(reply => reply.Version == Version).Reverse()];

    public bool Has(int token) => token == Token || Inbox.Exists(reply => reply.Version == Version && reply.Token == token);

    /// <summary>When a claim may succeed next.</summary>
    public int NextChance => Math.Max(DueAt ?? 0, Owner is null ? 0 : HeldUntil + 1);

    public bool TryClaim(object owner, bool isDemand)
    {
        var isDue = DueAt <= Now;
        if (DueAt is null || !(isDue || isDemand) || (Owner is not null && HeldUntil >= Now)
            || !(RequestInFlight || RefreshFloors.Allow(For(AskedAt), isDue, Failures)))
            return false;

        var (uncertainBefore, wasAsking) = (UncertainSince, RequestInFlight);
        UncertainSince = RequestInFlight ? UncertainSince ?? Now : UncertainSince;
        if (ErrorReason is not null && Kept.Count == 0)
        {
            // A person's demand does not even look; the schedule ends the plan.
            if (isDemand)
                UncertainSince = uncertainBefore;
            else
                Settle(null);
            return false;
        }

        (Owner, HeldUntil, RequestInFlight, AskedAt) = (owner, Now + LeaseLife, true, Now);
        Generation++;
        return true;
    }

    public bool IsHeldBy(object owner, int generation) => ReferenceEquals(Owner, owner) && Generation == generation;

    /// <summary>A holder that lives prolongs its lease while its provider lets it wait.</summary>
    public void Wait(object owner, int generation, int seconds)
    {
        Now += seconds;
        if (IsHeldBy(owner, generation))
            HeldUntil = Now + LeaseLife;
    }

    public TimeSpan? For(int? since) => since is { } at ? TimeSpan.FromSeconds(Now - at) : null;

    public void Store(int token, double random)
    {
        (Previous, Token, ErrorReason) = (Token, token, null);
        Version++;
        Inbox.Clear();
        Settle((int)(RefreshPlan.DueAgainAt(At(Now), At(Now + TokenLife), null, random) - Epoch).TotalSeconds);
    }

    public void Postpone(RefreshStep.Postpone step, ICollection<int> read, double random)
    {
        Drop(read);
        var failures = Failures + 1;
        Settle(
            Now + (int)Math.Ceiling(RefreshPlan.Wait(step.Wait, failures, random).TotalSeconds), failures,
            step.IsUncertain ? UncertainSince ?? Now : null, step.IsSilence ? SilentSince ?? Now : null, step.IsRefusal ? RefusedSince ?? Now : RefusedSince);
    }

    public void GiveUp(string reason, ICollection<int> read)
    {
        Drop(read);
        if (Inbox.Exists(reply => reply.Version == Version))
        {
            Settle(Now, Failures, UncertainSince ?? Now, SilentSince, RefusedSince);
            RequestInFlight = true;
            return;
        }

        ErrorReason = reason;
        Settle(null);
    }

    public void StayGivenUp(ICollection<int> read)
    {
        Drop(read);
        Settle(null);
    }

    public void CameLate() => Inbox.RemoveAll(reply => reply.Version != Version);

    public void Keep(ModelReply reply, bool isLate)
    {
        Inbox.RemoveAll(kept => kept.Generation == reply.Generation);
        Inbox.Add(reply);
        if (isLate || reply.Generation != Generation)
            (RequestInFlight, DueAt) = (true, Now);
    }

    public void BringSpooled(ModelReply reply)
    {
        if (reply.Version == Version && !Inbox.Exists(kept => kept.Generation == reply.Generation))
            Keep(reply, isLate: true);
    }

    private void Drop(ICollection<int> read) => Inbox.RemoveAll(reply => read.Contains(reply.Generation));

    private void Settle(int? dueAt, int failures = 0, int? uncertainSince = null, int? silentSince = null, int? refusedSince = null) =>
        (DueAt, Failures, UncertainSince, SilentSince, RefusedSince, RequestInFlight, Owner) = (dueAt, failures, uncertainSince, silentSince, refusedSince, false, null);

    private static DateTimeOffset At(int seconds) => Epoch.AddSeconds(seconds);
}
