namespace TaskJuice.FakeProvider.Ledger;

/// <summary>Every call with its outcome, in memory.</summary>
public sealed class CallLedger(TimeProvider clock)
{
    // Development servers run for weeks; only recent calls matter.
    private const int Capacity = 200_000;

    private readonly Lock _door = new();
    private readonly Queue<LedgerEntry> _entries = new();
    private long _seq;

    public void Write(CallNotes notes, string kind, int status, string outcome)
    {
        lock (_door)
        {
            if (_entries.Count == Capacity)
                _entries.Dequeue();
            _entries.Enqueue(new LedgerEntry(
                clock.GetUtcNow(), ++_seq, kind, notes.Client, notes.Account, status, outcome,
                notes.RefreshTokenId, notes.IssuedRefreshTokenId, notes.GrantId, notes.Pkce));
        }
    }

    public IReadOnlyList<LedgerEntry> Read(string? client)
    {
        lock (_door)
            return [.. _entries.Where(entry => client is null || entry.Client == client)];
    }

    public void Clear()
    {
        lock (_door)
            _entries.Clear();
    }
}
