using Microsoft.EntityFrameworkCore.Migrations;

namespace TaskJuice.Core.Storage;

/// <summary>
/// The application role and the row-level security policies of every tenant table (PostgreSQL, "Row Security Policies"). A policy compares
/// a row with variables that <see cref="RowSecurityInterceptor"/> sets for one transaction; without them, no row is visible.
/// </summary>
internal static class RowSecurity
{
    private const string Account = "nullif(current_setting('app.account_id', true), '')::uuid";
    private const string Workspace = "nullif(current_setting('app.workspace_id', true), '')::uuid";
    private const string User = "nullif(current_setting('app.user_id', true), '')::uuid";
    private const string State = "nullif(current_setting('app.connect_state', true), '')";
    private const string Grant = "nullif(current_setting('app.grant', true), '')";
    private const string IsSchedule = "current_setting('app.schedule', true) = 'on'";
    private const string IsKeyKeeper = "current_setting('app.key_keeper', true) = 'on'";
    private const string IsPruner = "current_setting('app.pruner', true) = 'on'";

    private const string InWorkspace = $"account_id = {Account} and workspace_id = {Workspace}";

    private static readonly (string Table, string Visible, string? Writable)[] Tenants =
    [
        ("accounts", $"id = {Account}", null),
        ("account_keys", $"account_id = {Account}", null),
        ("memberships", $"account_id = {Account}", null),
        ("workspaces", $"account_id = {Account} and ({Workspace} is null or id = {Workspace})", $"account_id = {Account}"),

        ("audit_events", InWorkspace, null),
        ("connection_secrets", InWorkspace, null),
        ("steps", InWorkspace, null),
        ("notification_reads", InWorkspace, null),
        ("notifications", InWorkspace, null),
        ("read_marks", InWorkspace, null),
        ("token_inbox", InWorkspace, null),
        ("workflows", InWorkspace, null),

        // The schedules see ids and times of all workspaces.
        ("connection_watches", $"({InWorkspace}) or {IsSchedule}", null),
        ("mails", $"({InWorkspace}) or {IsSchedule}", null),
        ("refresh_leases", $"({InWorkspace}) or {IsSchedule}", null),
        ("revocations", $"({InWorkspace}) or {IsSchedule}", null),

        // An authorization response gives access to the one attempt with its state.
        ("connect_attempts", $"({InWorkspace}) or state_hash = {State}", null),

        // Connections that share a grant are counted across all workspaces of an account.
        ("connections",
            $"account_id = {Account} and (workspace_id = {Workspace} or (nullif(current_setting('app.workspace_id', true), '') is null "
            + $"and client || ' ' || token_endpoint = {Grant}))",
            InWorkspace),
    ];

    // A person finds workspaces through the membership; these policies are read-only.
    private static readonly (string Table, string Visible)[] Persons =
    [
        ("memberships", $"user_id = {User}"),
        ("workspaces", IsMember("workspaces.account_id")),
        ("accounts", IsMember("accounts.id")),
        ("connect_attempts", $"user_id = {User}"),
    ];

    // Across workspaces, only finished rows can be deleted, and nothing can be written.
    private static readonly (string Table, string Finished)[] Pruned =
    [
        ("audit_events", "kind in ('usedforcall', 'usedforrefresh', 'refreshed', 'keytried')"),
        ("connect_attempts", "ends_at < now()"),
        ("mails", "due_at is null"),
        ("steps", "removed_at is not null"),
        ("notifications", "closed_at is not null"),
        ("revocations", "done_at is not null"),
        ("workflows", "removed_at is not null"),
    ];

    // Roles belong to the whole server, so another database's migration may create this one concurrently.
    private const string Role = """
        do $$
        begin
            if not exists (select 1 from pg_roles where rolname = 'taskjuice_app') then
                begin
                    create role taskjuice_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
                exception when duplicate_object or unique_violation then null;
                end;
            end if;
            if not pg_has_role(session_user, 'taskjuice_app', 'member') then
                execute format('grant taskjuice_app to %I', session_user);
            end if;
        end
        $$;
        grant usage on schema public to taskjuice_app;
        grant select, insert, update, delete on all tables in schema public to taskjuice_app;
        grant usage, select on all sequences in schema public to taskjuice_app;
        revoke all on "__EFMigrationsHistory" from taskjuice_app;
        grant select on "__EFMigrationsHistory" to taskjuice_app;
        alter default privileges in schema public grant select, insert, update, delete on tables to taskjuice_app;
        alter default privileges in schema public grant usage, select on sequences to taskjuice_app;
        """;

    /// <summary>Adds the role and policies to a migration that has just created the tables.</summary>
    public static void Create(MigrationBuilder migration)
    {
        migration.Sql(Role);
        foreach (var (table, visible, writable) in Tenants)
        {
            migration.Sql($"alter table {table} enable row level security");
            migration.Sql($"alter table {table} force row level security");
            migration.Sql($"create policy tenant on {table} using ({visible}) with check ({writable ?? visible})");
        }

        foreach (var (table, visible) in Persons)
            migration.Sql($"create policy person on {table} for select using ({visible})");
        foreach (var (table, finished) in Pruned)
            migration.Sql($"create policy pruner on {table} using ({IsPruner} and {finished}) with check (false)");
        migration.Sql($"create policy key_keeper on account_keys for select using ({IsKeyKeeper})");
    }

    private static string IsMember(string account) =>
        $"exists (select 1 from memberships where memberships.account_id = {account} and memberships.user_id = {User})";
}
