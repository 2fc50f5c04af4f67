using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <summary>
    /// The application role and row-level security. Policies compare with settings that live as long as one transaction; nullif is
    /// needed because a setting that was local once reads as an empty string afterwards.
    /// </summary>
    public partial class Walls : Migration
    {
        private const string Account = "nullif(current_setting('app.account_id', true), '')::uuid";
        private const string Workspace = "nullif(current_setting('app.workspace_id', true), '')::uuid";
        private const string User = "nullif(current_setting('app.user_id', true), '')::uuid";
        private const string Schedule = "current_setting('app.schedule', true) = 'on'";

        private static readonly string[] WorkspaceTables =
            ["workflows", "nodes", "connections", "connection_secrets", "audit_events"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Role);

            foreach (var table in WorkspaceTables)
                Wall(migrationBuilder, table, $"account_id = {Account} and workspace_id = {Workspace}");

            Wall(migrationBuilder, "account_keys", $"account_id = {Account}");
            Wall(migrationBuilder, "refresh_leases", $"(account_id = {Account} and workspace_id = {Workspace}) or {Schedule}");

            // A person finds the way to a workspace through the membership; everything behind it needs the workspace itself.
            Wall(migrationBuilder, "memberships", $"account_id = {Account} or user_id = {User}", $"account_id = {Account}");
            Wall(migrationBuilder, "workspaces", $"(account_id = {Account} and ({Workspace} is null or id = {Workspace})) or {IsMember("workspaces.account_id")}", $"account_id = {Account}");
            Wall(migrationBuilder, "accounts", $"id = {Account} or {IsMember("accounts.id")}", $"id = {Account}");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in (string[])[.. WorkspaceTables, "account_keys", "refresh_leases", "memberships", "workspaces", "accounts"])
            {
                migrationBuilder.Sql($"drop policy tenant on {table}");
                migrationBuilder.Sql($"alter table {table} no force row level security");
                migrationBuilder.Sql($"alter table {table} disable row level security");
            }
        }

        private static string IsMember(string account) =>
            $"exists (select 1 from memberships where memberships.account_id = {account} and memberships.user_id = {User})";

        private static void Wall(MigrationBuilder migrationBuilder, string table, string seen, string written = null)
        {
            migrationBuilder.Sql($"alter table {table} enable row level security");
            migrationBuilder.Sql($"alter table {table} force row level security");
            migrationBuilder.Sql($"create policy tenant on {table} using ({seen}) with check ({written ?? seen})");
        }

        // Roles belong to the whole server, so another database's migration may create this one at the same moment.
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
    }
}
