using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>What the address of the connect dialog names.</summary>
public sealed class ConnectAddress
{
    public Guid? Workflow { get; init; }

    public string? Step { get; init; }

    public Guid? Connection { get; init; }

    public string? Method { get; init; }
}

/// <summary>Reads which ways to connect an app are open: to this step, in this workspace, with what an operator has set up.</summary>
public sealed class ReadConnect(TaskJuiceDb db, AppCatalog catalog, OAuthClients clients)
{
    /// <summary>Null when the app, the step or the connection is not there.</summary>
    public async Task<ConnectView?> ReadAsync(Workspace workspace, string slug, ConnectAddress address, CancellationToken stop)
    {
        if (catalog.Find(slug) is not { } app)
            return null;

        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        var methods = app.Methods.Where(method => method is not OAuthMethod || clients.For(app) is not null).ToList();
        var back = new ReturnTo(null, null);
        if (address is { Workflow: { } workflow, Step: { } step })
        {
            var node = await session.Nodes.AsNoTracking().FirstOrDefaultAsync(
                row => row.WorkflowId == workflow && row.Key == step && row.App == slug && row.RemovedAt == null, stop);
            if (node is null)
                return null;

            back = new(workflow, step);
            methods.RemoveAll(method => app.Node(node.Action)?.Accepts(method.Key) == false);
        }

        Connection? repaired = null;
        if (address.Connection is { } id)
        {
            repaired = await session.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.App == slug, stop);
            if (repaired is null)
                return null;

            // The same way as before, as long as it is still offered.
            if (methods.Exists(method => method.Key == repaired.Method))
                methods.RemoveAll(method => method.Key != repaired.Method);
        }

        var chosen = methods is [var only] ? only : methods.Find(method => method.Key == address.Method);
        return new(workspace, app, methods, back, repaired) { Method = chosen, FlowId = Guid.NewGuid() };
    }
}
