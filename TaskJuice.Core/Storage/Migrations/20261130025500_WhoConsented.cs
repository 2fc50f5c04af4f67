using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <summary>Who consented to a grant, which may reach further than one external account; and tries of tokens that nothing renews.</summary>
    public partial class WhoConsented : Migration
    {
        private const string InWorkspaceOr = """
            account_id = nullif(current_setting('app.account_id', true), '')::uuid
            and (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
                or (nullif(current_setting('app.workspace_id', true), '') is null and {0} = nullif(current_setting('app.grant', true), '')))
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var table in (string[])["connections", "revocations"])
            {
                migrationBuilder.AddColumn<string>(
                    name: "consented_by",
                    table: table,
                    type: "character varying(400)",
                    maxLength: 400,
                    nullable: true);
            }

            migrationBuilder.Sql($"alter policy tenant on connections using ({string.Format(InWorkspaceOr, "client || ' ' || token_endpoint")})");
            TryWhatNothingRenews(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql($"alter policy tenant on connections using ({string.Format(InWorkspaceOr, "app || ' ' || client || ' ' || external_account_id")})");
            foreach (var table in (string[])["connections", "revocations"])
            {
                migrationBuilder.DropColumn(
                    name: "consented_by",
                    table: table);
            }
        }

        // Spread over the first day. The owner of the tables need not be above row-level security, and this is about every account.
        private static void TryWhatNothingRenews(MigrationBuilder migrationBuilder)
        {
            string[] tables = ["connections", "refresh_leases", "connection_watches"];
            foreach (var table in tables)
                migrationBuilder.Sql($"alter table {table} no force row level security");
            migrationBuilder.Sql("""
                insert into connection_watches (account_id, workspace_id, connection_id, app, probe_at)
                select account_id, workspace_id, id, app, least(expires_at, now() + random() * interval '1 day')
                from connections join refresh_leases using (account_id, workspace_id)
                where refresh_leases.connection_id = connections.id and due_at is null and client is not null and status in ('pending', 'active')
                on conflict (account_id, workspace_id, connection_id) do update set probe_at = excluded.probe_at
                """);
            foreach (var table in tables)
                migrationBuilder.Sql($"alter table {table} force row level security");
        }
    }
}
