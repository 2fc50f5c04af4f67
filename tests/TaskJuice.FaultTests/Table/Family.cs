using TaskJuice.FakeProvider;

namespace TaskJuice.FaultTests.Table;

/// <summary>One consent with all refresh tokens that came of it: what the provider wrote down beside what we have.</summary>
/// <param name="Row">What we have.</param>
/// <param name="Calls">Refreshes the provider was asked for.</param>
internal sealed record Family(FamilyRow Row, IReadOnlyList<LedgerEntry> Calls)
{
    private const string RotationLost = "rotation_lost";

    // Granted and answered, or granted and cut off instead.
    private static readonly string[] Done = ["granted", "dropped"];

    private IEnumerable<LedgerEntry> DoneCalls => Calls.Where(call => Done.Contains(call.Outcome));

    /// <summary>Refreshes the provider did.</summary>
    public int Refreshes => DoneCalls.Count();

    /// <summary>Refresh tokens that it exchanged more than once.</summary>
    public int Twice => DoneCalls.GroupBy(call => call.RefreshTokenId).Count(uses => uses.Count() > 1);

    /// <summary>Refreshes it refused because the token was used up.</summary>
    public int Refused => Calls.Count(call => call.Outcome == "invalid_grant");

    /// <summary>True when the connection needs a person because a rotation was lost.</summary>
    public bool IsFlagged => Row is { Status: "error", ErrorReason: RotationLost };

    /// <summary>True when it is in error for any other reason.</summary>
    public bool IsOtherError => Row is { Status: "error", ErrorReason: not RotationLost };

    /// <summary>True when there is an open notification about it.</summary>
    public bool IsTold => Row.Told;

    /// <summary>True while its lease is held or uncertain, or a reply waits in the inbox.</summary>
    public bool IsLeftOver => Row.Busy || Row.Waiting > 0;

    /// <summary>Everything about it in one line.</summary>
    public override string ToString() =>
        $"{Row.Id}: {Row.Status}{(Row.ErrorReason is { } trouble ? $" ({trouble})" : "")}{(IsTold ? ", told" : "")}, version {Row.Version}, "
        + $"{(Row.Busy ? "lease open" : "lease free")}, {Row.Waiting} in the inbox; provider: "
        + string.Join(", ", Calls.Select(call => $"{call.At:HH:mm:ss.fff} {call.Outcome} {$"{call.RefreshTokenId}"[^4..]}→{$"{call.IssuedRefreshTokenId}"[^4..]}"));
}

/// <summary>A connection with its lease, its inbox and its notifications.</summary>
internal sealed record FamilyRow(Guid Id, string Status, string? ErrorReason, int Version, bool Busy, long Waiting, bool Told)
{
    public const string Sql = """
        select c.id, c.status, c.error_reason, c.secret_version,
            l.owner is not null or l.request_in_flight or l.uncertain_since is not null,
            (select count(*) from token_inbox i where i.connection_id = c.id),
            exists (select 1 from notifications n where n.connection_id = c.id and n.kind = 'reauthrequired' and n.closed_at is null)
        from connections c join refresh_leases l on l.connection_id = c.id where c.id = any($1)
        """;
}
