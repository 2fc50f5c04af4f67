namespace TaskJuice.Core.Refreshing;

/// <summary>What a lease says after a refresh.</summary>
/// <param name="DueAt">When the connection is due again; null when only a person can fix it.</param>
internal sealed record LeasePlan(DateTimeOffset? DueAt)
{
    public int Failures { get; init; }

    public bool RequestInFlight { get; init; }

    public DateTimeOffset? UncertainSince { get; init; }

    public DateTimeOffset? SilentSince { get; init; }

    public DateTimeOffset? RefusedSince { get; init; }

    public TimeSpan? TokenLife { get; init; }

    /// <summary>Due at this time, with what is known of the grant unchanged.</summary>
    public static LeasePlan Of(HeldLease held, DateTimeOffset dueAt) => new(dueAt)
    {
        Failures = held.Row.Failures,
        SilentSince = held.Row.SilentSince,
        RefusedSince = held.Row.RefusedSince,
        TokenLife = held.Row.TokenLife,
    };
}
