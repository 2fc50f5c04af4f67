using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <summary>
    /// A person on the way to a workspace, and whoever watches over keys, see rows of others. Until now the same policy let them delete what
    /// they saw; each gets one that is for looking only.
    /// </summary>
    public partial class WhoSeesDoesNotWrite : Migration
    {
        private const string Account = "nullif(current_setting('app.account_id', true), '')::uuid";
        private const string Workspace = "nullif(current_setting('app.workspace_id', true), '')::uuid";
        private const string User = "nullif(current_setting('app.user_id', true), '')::uuid";
        private const string KeyKeeper = "current_setting('app.key_keeper', true) = 'on'";

        private static readonly (string Table, string Owns, string Viewer, string Sees)[] Walls =
        [
            ("memberships", $"account_id = {Account}", "person", $"user_id = {User}"),
            ("workspaces", $"account_id = {Account} and ({Workspace} is null or id = {Workspace})", "person", IsMember("workspaces.account_id")),
            ("accounts", $"id = {Account}", "person", IsMember("accounts.id")),
            ("account_keys", $"account_id = {Account}", "key_keeper", KeyKeeper),
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var (table, owns, viewer, sees) in Walls)
            {
                migrationBuilder.Sql($"alter policy tenant on {table} using ({owns})");
                migrationBuilder.Sql($"create policy {viewer} on {table} for select using ({sees})");
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var (table, owns, viewer, sees) in Walls)
            {
                migrationBuilder.Sql($"drop policy {viewer} on {table}");
                migrationBuilder.Sql($"alter policy tenant on {table} using (({owns}) or {sees})");
            }
        }

        private static string IsMember(string account) =>
            $"exists (select 1 from memberships where memberships.account_id = {account} and memberships.user_id = {User})";
    }
}
