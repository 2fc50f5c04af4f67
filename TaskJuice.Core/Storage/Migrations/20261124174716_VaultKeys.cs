using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <summary>States of account keys, who wrapped them, the vault's own key, and the key version of each stored credential.</summary>
    public partial class VaultKeys : Migration
    {
        private const string Account = "nullif(current_setting('app.account_id', true), '')::uuid";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            KeepWrappedKeys(migrationBuilder);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "changed_at",
                table: "account_keys",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()");

            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "account_keys",
                type: "text",
                nullable: false,
                defaultValue: "active");

            migrationBuilder.AddColumn<int>(
                name: "key_version",
                table: "connection_secrets",
                type: "integer",
                nullable: false,
                computedColumnSql: "case when length(envelope) < 6 then 0 else (get_byte(envelope, 2) << 24) | (get_byte(envelope, 3) << 16) | (get_byte(envelope, 4) << 8) | get_byte(envelope, 5) end",
                stored: true);

            migrationBuilder.CreateTable(
                name: "vault_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    wrapped_by = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    wrapped = table.Column<byte[]>(type: "bytea", nullable: false),
                    known = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vault_keys", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_connection_secrets_account_id_workspace_id_key_version",
                table: "connection_secrets",
                columns: new[] { "account_id", "workspace_id", "key_version" });

            migrationBuilder.CreateIndex(
                name: "ix_account_keys_one_active",
                table: "account_keys",
                column: "account_id",
                unique: true,
                filter: "state = 'active'");

            migrationBuilder.CreateIndex(
                name: "ix_account_keys_one_pending",
                table: "account_keys",
                column: "account_id",
                unique: true,
                filter: "state = 'pending'");

            OpenWallForKeyKeeper(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql($"alter policy tenant on account_keys using (account_id = {Account})");

            migrationBuilder.DropTable(
                name: "vault_keys");

            migrationBuilder.DropIndex(
                name: "ix_connection_secrets_account_id_workspace_id_key_version",
                table: "connection_secrets");

            migrationBuilder.DropIndex(
                name: "ix_account_keys_one_active",
                table: "account_keys");

            migrationBuilder.DropIndex(
                name: "ix_account_keys_one_pending",
                table: "account_keys");

            migrationBuilder.DropColumn(
                name: "key_version",
                table: "connection_secrets");

            migrationBuilder.DropColumn(
                name: "changed_at",
                table: "account_keys");

            migrationBuilder.DropColumn(
                name: "state",
                table: "account_keys");

            migrationBuilder.Sql("alter table account_keys alter column wrapped_by type integer using split_part(wrapped_by, ':', 2)::integer");
        }

        // A conversion and not an update, because row security hides the rows from whoever migrates.
        private static void KeepWrappedKeys(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("alter table account_keys alter column wrapped_by type character varying(400) using 'file:' || wrapped_by");

        // Whoever rotates sees wrapped keys of all accounts; written is still in the name of one account.
        private static void OpenWallForKeyKeeper(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql($"alter policy tenant on account_keys using (account_id = {Account} or current_setting('app.key_keeper', true) = 'on')");
    }
}
