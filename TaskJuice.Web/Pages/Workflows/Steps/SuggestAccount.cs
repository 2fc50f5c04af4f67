using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Workflows;

namespace TaskJuice.Web.Pages.Workflows.Steps;

internal static class SuggestAccount
{
    /// <summary>Reads the input of <see cref="SuggestedConnection.Of"/> for a step in the list.</summary>
    public static async Task<SuggestedConnection?> SuggestedConnectionAsync(
        this StepEdit edit, Step step, Operation operation, CancellationToken stop)
    {
        var used = edit.List.Alike(step).Select(other => other.ConnectionId).OfType<Guid>().Distinct().ToList();
        var accounts = used.Count == 0 ? [] : await edit.Connections.AsNoTracking().Where(row => used.Contains(row.Id)).ToListAsync(stop);
        var healthy = await edit.Connections.AsNoTracking().Fitting(step, operation)
            .Where(row => (row.Status == ConnectionStatus.Pending || row.Status == ConnectionStatus.Active) && row.MissingScopes.Count == 0)
            .Take(2).ToListAsync(stop);
        return SuggestedConnection.Of(step, operation, edit.List, accounts, healthy);
    }
}
