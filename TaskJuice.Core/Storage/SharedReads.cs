namespace TaskJuice.Core.Storage;

/// <summary>One read-only transaction for everything that is read of a workspace, until something else is done.</summary>
internal sealed class SharedReads(TaskJuiceDb db) : IAsyncDisposable
{
    private WorkspaceSession? _session;

    public async Task<WorkspaceSession> OpenAsync(Tenant tenant, CancellationToken stop)
    {
        if (_session is { } open && open.Tenant == tenant)
            return open;

        await EndAsync();
        _session = await WorkspaceSession.OpenToReadAsync(db, tenant, stop);
        _session.IsShared = true;
        return _session;
    }

    /// <summary>Ends the transaction; a later read begins another one.</summary>
    public async Task EndAsync()
    {
        if (_session is not { } session)
            return;

        _session = null;
        session.IsShared = false;
        await session.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        db.Shared = null;
        await EndAsync();
    }
}
