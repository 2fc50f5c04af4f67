using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>What the database and the provider's ledger say afterwards.</summary>
internal static class Observed
{
    public static Task<List<Connection>> ConnectionsAsync(this WebFixture web, Tenant tenant) =>
        web.InWorkspaceAsync(tenant, session => session.Connections.AsNoTracking().OrderBy(row => row.CreatedAt).ToListAsync());

    public static Task<RefreshLease> LeaseAsync(this WebFixture web, Tenant tenant) =>
        web.InWorkspaceAsync(tenant, session => session.Leases.AsNoTracking().SingleAsync());

    public static async Task<int> CallsAsync(this WebFixture web, string kind) =>
        (await web.Control.LedgerAsync()).Count(entry => entry.Kind == kind);

    /// <summary>Lets the access tokens of a workspace end, as far as the product knows, long after they were got.</summary>
    public static Task ExpireAsync(this WebFixture web, Returning back) => web.ExecuteAsync($"""
        update connections set expires_at = now() - interval '1 minute' where workspace_id = '{back.Agency.Tenant.WorkspaceId}';
        update refresh_leases set asked_at = null where workspace_id = '{back.Agency.Tenant.WorkspaceId}'
        """);

    /// <summary>Makes the next refresh due, as if the pause after a failure were over.</summary>
    public static Task PauseIsOverAsync(this WebFixture web, Returning back) => web.ExecuteAsync(
        $"update refresh_leases set due_at = now() - interval '1 second', asked_at = null where workspace_id = '{back.Agency.Tenant.WorkspaceId}'");

    /// <summary>The lines that failed attempts to connect have left, the oldest first.</summary>
    public static IReadOnlyList<string> Failures(this WebFixture web) =>
        [.. web.Leaks.Logged.Where(line => line.StartsWith("Connecting ", StringComparison.Ordinal) && line.Contains(" failed: ")).Select(line => line.TrimEnd())];

    public static async Task NothingWasConnectedAsync(this WebFixture web, Tenant tenant, int tokenCalls = 0)
    {
        Assert.Empty(await web.ConnectionsAsync(tenant));
        Assert.Equal(tokenCalls, await web.CallsAsync("token.code"));
    }
}
