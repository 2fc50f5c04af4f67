using TaskJuice.Core.Storage;

namespace TaskJuice.Testing;

/// <summary>SQL for connections that are only there to be many: rows without credentials, in one workspace.</summary>
internal static class Filler
{
    /// <summary>The partition of their leases.</summary>
    public const string PartitionId = "00000000-0000-0000-0000-000000000003";

    private const string Account = "00000000-0000-0000-0000-000000000001";
    private const string Workspace = "00000000-0000-0000-0000-000000000002";

    /// <summary>Where they are.</summary>
    public static Tenant Tenant { get; } = new(Guid.Parse(Account), Guid.Parse(Workspace));

    /// <summary>Fills an empty database with connections of which none is due.</summary>
    public static string Rows(int connections) => $"""
        insert into accounts (id, name, created_at) values ('{Account}', 'Northwind', now());
        insert into workspaces (account_id, id, name, slug, created_at) values ('{Account}', '{Workspace}', 'Acme', 'acme', now());
        insert into connections (account_id, workspace_id, id, app, method, client, label, external_account_id, settings, scopes, missing_scopes,
                status, secret_version, created_by, created_at, connected_at)
            select '{Account}', '{Workspace}', gen_random_uuid(), 'sandbox', 'oauth', 'filler',
                'Client ' || number, number::text, '{"{}"}', array[]::text[], array[]::text[], 'active', 1, gen_random_uuid(), now(), now()
            from generate_series(1, {connections}) number;
        analyze connections;
        insert into refresh_leases (account_id, workspace_id, connection_id, partition_id, due_at, token_ends_at, generation, failures, request_in_flight)
            select account_id, workspace_id, id, '{PartitionId}', now() + interval '1 hour' * (1 + random()),
                now() + interval '2 hours', 1, 0, false from connections where client = 'filler';
        analyze;
        """;

    /// <summary>Makes some of them due.</summary>
    public static string MakeDue(int connections) => $"""
        update refresh_leases set due_at = now() - random() * interval '1 minute'
            where connection_id in (select connection_id from refresh_leases limit {connections});
        analyze;
        """;
}
