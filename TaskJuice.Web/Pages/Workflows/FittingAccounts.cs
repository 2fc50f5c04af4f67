using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Workflows;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>Filters accounts in the database, using the index on account, workspace and app.</summary>
internal static class FittingAccounts
{
    /// <summary>The accounts that a step can use; the same rule as <see cref="Step.Accepts"/>.</summary>
    public static IQueryable<Connection> Fitting(this IQueryable<Connection> connections, Step step, Operation operation)
    {
        var methods = operation.Auth.ToList();
        var ofApp = connections.Where(row => row.AccountId == step.AccountId && row.WorkspaceId == step.WorkspaceId && row.App == step.App);
        return methods.Count == 0 ? ofApp : ofApp.Where(row => methods.Contains(row.Method));
    }
}
