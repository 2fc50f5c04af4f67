using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>The parameters in the address of the connect dialog.</summary>
public sealed class ConnectAddress
{
    public Guid? Workflow { get; init; }

    public string? Step { get; init; }

    public Guid? Connection { get; init; }

    public string? Method { get; init; }

    /// <summary><see cref="Guide"/> when the person reconnects several connections one after the other.</summary>
    public string? Return { get; init; }

    /// <summary>The connections of the guide, separated by commas.</summary>
    public string? Ids { get; init; }

    /// <summary><see cref="Popup"/> inside the popup of a builder.</summary>
    public string? Window { get; init; }

    public const string Popup = "popup";

    public const string Guide = "guide";

    /// <summary>The connections of the guide, or null when there is none.</summary>
    public IReadOnlyList<Guid>? GuideIds => Return == Guide ? ReconnectGuide.Read(Ids) : null;
}

/// <summary>
/// Reads which auth methods of an app are available: for this step, in this workspace, with the configured OAuth clients.
/// </summary>
public sealed class ReadConnect(TaskJuiceDb db, AppCatalog catalog, OAuthClients clients)
{
    /// <summary>Returns null when the app, the step or the connection does not exist.</summary>
    public async Task<ConnectView?> ReadAsync(Workspace workspace, string slug, ConnectAddress address, CancellationToken stop)
    {
        if (catalog.Find(slug) is not { } app)
            return null;

        await using var session = await db.ReadWorkspaceAsync(workspace.Tenant, stop);
        var methods = app.Methods.Where(method => clients.Opens(app, method)).ToList();
        var back = new ReturnTo(null, null, address.GuideIds);
        if (address is { Workflow: { } workflow, Step: { } key })
        {
            var step = await session.Steps.AsNoTracking().FirstOrDefaultAsync(
                row => row.WorkflowId == workflow && row.Key == key && row.App == slug && row.RemovedAt == null, stop);
            if (step is null)
                return null;

            back = new(workflow, key);
            methods.RemoveAll(method => app.Operation(step.Operation)?.Accepts(method.Key) == false);
        }

        Connection? repaired = null;
        if (address.Connection is { } id)
        {
            repaired = await session.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.App == slug, stop);
            if (repaired is null)
                return null;

            // The same method as before, if it is still available.
            if (methods.Exists(method => method.Key == repaired.Method))
                methods.RemoveAll(method => method.Key != repaired.Method);
        }

        await PutUsualFirstAsync(session, slug, methods, stop);
        var chosen = methods is [var only] ? only : methods.Find(method => method.Key == address.Method);
        var name = repaired?.Label ?? (chosen is ApiKeyMethod ? await SuggestNameAsync(session, app, stop) : null);
        await session.DisposeAsync();
        return new(workspace, app, methods, back, repaired)
        {
            Method = chosen,
            FlowId = Guid.NewGuid(),
            InPopup = address.Window == ConnectAddress.Popup,
            Suggested = name,
            Typed = new Dictionary<string, string?>(repaired?.Settings.ToDictionary(pair => pair.Key, string? (pair) => pair.Value) ?? [])
            {
                [ConnectView.NameField] = name,
            },
        };
    }

    // The method that earlier connections to this app used is the most likely choice.
    private static async Task PutUsualFirstAsync(WorkspaceSession session, string slug, List<AuthMethod> methods, CancellationToken stop)
    {
        if (methods.Count < 2)
            return;

        var usual = await session.Connections.Where(row => row.App == slug).OrderByDescending(row => row.ConnectedAt)
            .Select(row => row.Method).FirstOrDefaultAsync(stop);
        if (methods.Find(method => method.Key == usual) is { } first)
        {
            methods.Remove(first);
            methods.Insert(0, first);
        }
    }

    private static async Task<string> SuggestNameAsync(WorkspaceSession session, App app, CancellationToken stop)
    {
        var taken = await session.Connections.Where(row => row.App == app.Slug && row.Label.StartsWith(app.Name)).Select(row => row.Label)
            .ToListAsync(stop);
        return Enumerable.Range(1, taken.Count + 1).Select(number => number == 1 ? app.Name : $"{app.Name} {number}")
            .First(name => !taken.Contains(name));
    }
}
