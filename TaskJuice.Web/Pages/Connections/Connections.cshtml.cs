namespace TaskJuice.Web.Pages.Connections;

public sealed class ConnectionsModel(ListConnections list) : WorkspacePage
{
    public IReadOnlyList<ConnectionRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop) => Rows = await list.ListAsync(Workspace, stop);
}
