using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Security;
using Xunit;

namespace TaskJuice.Tests.Storage;

/// <summary>Somebody in a workspace with twenty thousand of everything that people can have many of, used by one another.</summary>
internal sealed record Planted(Returning Back, Names Names)
{
    private const int Many = 20_000;

    public static async Task<Planted> AsyncIn(WebFixture web)
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Id;
        foreach (var statement in Statements(back, connection, back.Step.WorkflowId))
            await web.ExecuteAsync(statement);
        return new(back, new(back.Agency.Slug, back.Step.WorkflowId, back.Step.Key, back.Started.Flow, connection));
    }

    private static string[] Statements(Returning back, Guid connection, Guid step)
    {
        var tenant = $"'{back.Agency.Tenant.AccountId}'::uuid, '{back.Agency.Tenant.WorkspaceId}'::uuid";
        const string Connections = """
            insert into connections (account_id, workspace_id, id, app, method, label, external_account_id, settings, scopes, missing_scopes,
                status, error_reason, error_since, secret_version, created_by, created_at, connected_at)
            """;
        const string Steps = "insert into steps (account_id, workspace_id, id, workflow_id, key, app, operation, kind, title, position, connection_id, removed_at)";
        return
        [
            $"{Connections} select {tenant}, gen_random_uuid(), 'sandbox', 'oauth', 'Client ' || n, 'broken-' || n, '{{}}', '{{}}', '{{}}', 'error', 'invalid_grant', now() - interval '2 hours', 1, '{back.Agency.UserId}', now(), now() from generate_series(1, {Many}) n",
            $"{Connections} select {tenant}, gen_random_uuid(), 'sandbox', 'oauth', 'Fine ' || n, 'fine-' || n, '{{}}', '{{}}', '{{}}', 'active', null, null, 1, '{back.Agency.UserId}', now(), now() from generate_series(1, {Many}) n",
            // The check of a key keeps the plan that it made when the table was empty, unless the table is looked at anew.
            "analyze connections",
            $"insert into notifications (account_id, workspace_id, id, connection_id, kind, raised_at) select account_id, workspace_id, gen_random_uuid(), id, 'reauthrequired', error_since from connections where status = 'error'",
            $"insert into notifications (account_id, workspace_id, id, connection_id, kind, raised_at, closed_at) select account_id, workspace_id, gen_random_uuid(), id, 'reauthrequired', now() - interval '3 days', now() - interval '2 days' from connections where status = 'active'",
            $"insert into workflows (account_id, workspace_id, id, name, created_at, changed_at, version) select {tenant}, gen_random_uuid(), 'Flow ' || n, now(), now(), 0 from generate_series(1, {Many}) n",
            "analyze workflows",
            $"{Steps} select account_id, workspace_id, gen_random_uuid(), id, 'a', 'sandbox', 'new-record', 'trigger', 'New record', 0, '{connection}', null from workflows where name like 'Flow %' and id <> '{step}'",
            $"insert into workflows (account_id, workspace_id, id, name, created_at, changed_at, version, removed_at) select {tenant}, gen_random_uuid(), 'Gone ' || n, now(), now(), 0, now() from generate_series(1, {Many}) n",
            $"{Steps} select {tenant}, gen_random_uuid(), '{step}', 'r' || n, 'sandbox', 'create-ticket', 'action', 'Create ticket', n, '{connection}', case when n >= 100 then now() end from generate_series(1, {Many}) n",
            "analyze",
        ];
    }
}
