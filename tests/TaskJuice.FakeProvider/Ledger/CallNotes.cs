namespace TaskJuice.FakeProvider.Ledger;

/// <summary>Details of one call, collected by the parts that handle it.</summary>
public sealed class CallNotes(CallLedger ledger)
{
    private bool _written;

    public string? Kind { get; set; }

    public string? Client { get; set; }

    public string? Account { get; set; }

    public string? Outcome { get; set; }

    public string? Pkce { get; set; }

    public Guid? RefreshTokenId { get; set; }

    public Guid? IssuedRefreshTokenId { get; set; }

    public Guid? GrantId { get; set; }

    public void WriteOnce(int status)
    {
        if (_written || Kind is null)
            return;
        _written = true;
        ledger.Write(this, Kind, status, Outcome ?? (status < 400 ? "ok" : "refused"));
    }

    public void WriteAlso(string kind, int status, string outcome) => ledger.Write(this, kind, status, outcome);
}
