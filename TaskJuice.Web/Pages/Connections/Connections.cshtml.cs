using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Revocation;
using TaskJuice.Web.Htmx;

namespace TaskJuice.Web.Pages.Connections;

public sealed class ConnectionsModel(FindConnections find, RecallConnection recall, AppCatalog catalog) : WorkspacePage
{
    public ListQuery Query { get; private set; } = new();

    public ConnectionList List { get; private set; } = null!;

    /// <summary>The connection that was just deleted, or null.</summary>
    public DeletedConnection? Deleted { get; private set; }

    /// <summary>True when another page of the list was requested, so that focus moves to its top.</summary>
    public bool FocusList { get; private set; }

    public int Broken => List.Counts.Of(ConnectionStatus.Error);

    public string Path => $"/{Workspace.Slug}/connections";

    public ConnectionDisplay DisplayOf(Connection connection) => new(connection, catalog.Find(connection.App));

    public string AppName(string slug) => catalog.Find(slug)?.Name ?? slug;

    public AuthMethod? MethodOf(AccessNote note) => catalog.Find(note.App)?.Method(note.Method);

    public string AddressOf(int page) => (Query with { P = page }).AddressIn(Workspace.Slug);

    public async Task<IActionResult> OnGetAsync([FromQuery] ListQuery query, [FromQuery] Guid? deleted, CancellationToken stop)
    {
        List = await find.FindAsync(Workspace.Tenant, query.Filter, stop);
        Query = query with { P = List.Page };
        Deleted = deleted is { } id ? await recall.RecallAsync(Workspace.Tenant, id, stop) : null;
        if (!Request.WantsFragment())
            return FragmentOrPage("_ListAnswer");

        FocusList = Request.Query.ContainsKey("p");
        Response.Headers[HtmxHeaders.PushUrl] = Query.AddressIn(Workspace.Slug);
        return FragmentOrPage("_ListAnswer");
    }
}
