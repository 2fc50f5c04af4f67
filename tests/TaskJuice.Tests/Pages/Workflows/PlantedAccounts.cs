using TaskJuice.Core.Storage;

namespace TaskJuice.Tests.Pages.Workflows;

/// <summary>Accounts that nobody connected: they have no credential, and the builder does not look at one.</summary>
internal static class PlantedAccounts
{
    /// <summary>Puts accounts named "Client 0001" and on into a workspace, in one statement.</summary>
    public static async Task PlantManyAsync(this WebFixture web, Tenant tenant, int count) => await web.ExecuteAsync($"""
        insert into connections (id, account_id, workspace_id, app, method, label, external_account_id, external_name, settings, scopes, missing_scopes,
            status, secret_version, created_by, created_at, connected_at)
        select gen_random_uuid(), '{tenant.AccountId}', '{tenant.WorkspaceId}', 'sandbox', 'oauth', 'Client ' || lpad(n::text, 4, '0'), 'many-' || n,
            'mail' || n || '@clients.test', '{"{}"}', '{"{}"}', '{"{}"}', 'active', 1, gen_random_uuid(), now(), now()
        from generate_series(1, {count}) as n
        """);

    /// <summary>Puts one account into a workspace.</summary>
    public static async Task<Guid> PlantAsync(
        this WebFixture web, Tenant tenant, string label, string status = "active", string method = "oauth", string missing = "", string? who = null)
    {
        var id = Guid.NewGuid();
        await web.ExecuteAsync($$"""
            insert into connections (id, account_id, workspace_id, app, method, label, external_account_id, external_name, settings, scopes, missing_scopes,
                status, secret_version, created_by, created_at, connected_at)
            values ('{{id}}', '{{tenant.AccountId}}', '{{tenant.WorkspaceId}}', 'sandbox', '{{method}}', '{{label}}', 'one-{{id}}',
                {{(who is null ? "null" : $"'{who}'")}}, '{}', '{}', '{{{missing}}}', '{{status}}', 1, gen_random_uuid(), now(), now())
            """);
        return id;
    }
}
