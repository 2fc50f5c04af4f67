using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>Narrows accounts in the database, by the index that leads with account, workspace and app.</summary>
internal static class FittingAccounts
{
    /// <summary>The accounts that a step can use; the same rule as <see cref="Node.Accepts"/>.</summary>
    public static IQueryable<Connection> Fitting(this IQueryable<Connection> connections, Node step, AppNode node)
    {
        var methods = node.Auth.ToList();
        var ofApp = connections.Where(row => row.AccountId == step.AccountId && row.WorkspaceId == step.WorkspaceId && row.App == step.App);
        return methods.Count == 0 ? ofApp : ofApp.Where(row => methods.Contains(row.Method));
    }

    /// <summary>Those whose name, or whose own name at the provider, has the text in it; case does not matter.</summary>
    public static IQueryable<Connection> Named(this IQueryable<Connection> connections, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return connections;

        var pattern = SearchPattern.Containing(text.Trim());
        return connections.Where(row =>
            EF.Functions.ILike(row.Label, pattern, SearchPattern.Escape)
            || (row.ExternalName != null && EF.Functions.ILike(row.ExternalName, pattern, SearchPattern.Escape))
            || (row.ExternalDetail != null && EF.Functions.ILike(row.ExternalDetail, pattern, SearchPattern.Escape)));
    }
}
