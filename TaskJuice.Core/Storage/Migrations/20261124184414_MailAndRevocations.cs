using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class MailAndRevocations : Migration
    {
        private const string InWorkspace = """
            account_id = nullif(current_setting('app.account_id', true), '')::uuid
            and workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
            """;

        private const string Schedule = "current_setting('app.schedule', true) = 'on'";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "connection_id",
                table: "notifications",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<string>(
                name: "app",
                table: "notifications",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "refresh_token_expires_at",
                table: "connections",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "connection_watches",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    app = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    warn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    probe_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connection_watches", x => new { x.account_id, x.workspace_id, x.connection_id });
                    table.ForeignKey(
                        name: "fk_connection_watches_connections_account_id_workspace_id_conn",
                        columns: x => new { x.account_id, x.workspace_id, x.connection_id },
                        principalTable: "connections",
                        principalColumns: new[] { "account_id", "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    notification_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    planned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mails", x => new { x.account_id, x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_mails_notifications_account_id_workspace_id_notification_id",
                        columns: x => new { x.account_id, x.workspace_id, x.notification_id },
                        principalTable: "notifications",
                        principalColumns: new[] { "account_id", "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "revocations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    app = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    method = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    client = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    external_account_id = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    settings = table.Column<string>(type: "jsonb", nullable: false),
                    token_endpoint = table.Column<string>(type: "text", nullable: false),
                    envelope = table.Column<byte[]>(type: "bytea", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    ends_for_all = table.Column<bool>(type: "boolean", nullable: false),
                    was_refreshing = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    end = table.Column<string>(type: "text", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_revocations", x => new { x.account_id, x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_revocations_workspaces_account_id_workspace_id",
                        columns: x => new { x.account_id, x.workspace_id },
                        principalTable: "workspaces",
                        principalColumns: new[] { "account_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_account_id_workspace_id_app_kind",
                table: "notifications",
                columns: new[] { "account_id", "workspace_id", "app", "kind" },
                unique: true,
                filter: "closed_at is null and app is not null");

            migrationBuilder.CreateIndex(
                name: "ix_connection_watches_probe_at",
                table: "connection_watches",
                column: "probe_at",
                filter: "probe_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_connection_watches_warn_at",
                table: "connection_watches",
                column: "warn_at",
                filter: "warn_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_mails_account_id_workspace_id_notification_id_user_id_kind",
                table: "mails",
                columns: new[] { "account_id", "workspace_id", "notification_id", "user_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mails_due_at",
                table: "mails",
                column: "due_at",
                filter: "due_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_revocations_due_at",
                table: "revocations",
                column: "due_at",
                filter: "due_at is not null");

            BuildWalls(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            RestoreWalls(migrationBuilder);

            migrationBuilder.DropTable(
                name: "connection_watches");

            migrationBuilder.DropTable(
                name: "mails");

            migrationBuilder.DropTable(
                name: "revocations");

            migrationBuilder.DropIndex(
                name: "ix_notifications_account_id_workspace_id_app_kind",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "app",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "refresh_token_expires_at",
                table: "connections");

            migrationBuilder.AlterColumn<Guid>(
                name: "connection_id",
                table: "notifications",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }

        // The schedule sees when something is due and for which row, so that it can be handed to a session of its workspace.
        private static void BuildWalls(MigrationBuilder migrationBuilder)
        {
            Wall(migrationBuilder, "mails", $"({InWorkspace}) or {Schedule}");
            WatchKeys(migrationBuilder);
            Wall(migrationBuilder, "connection_watches", $"({InWorkspace}) or {Schedule}");
            Wall(migrationBuilder, "revocations", $"({InWorkspace}) or {Schedule}");

            // Whoever names a grant, which only a connection on it tells, sees the account's connections that stand on it too.
            migrationBuilder.Sql($"alter policy tenant on connections using ({InWorkspaceOrOnGrant})");
        }

        // Keys that were pasted before are tried too, spread over the first day. The owner sees them while the wall is not forced on it; the
        // application's role stays behind it.
        private static void WatchKeys(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("alter table connections no force row level security");
            migrationBuilder.Sql("""
                insert into connection_watches (account_id, workspace_id, connection_id, app, probe_at)
                select account_id, workspace_id, id, app, now() + random() * interval '1 day' from connections where client is null
                """);
            migrationBuilder.Sql("alter table connections force row level security");
        }

        private static void RestoreWalls(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql($"alter policy tenant on connections using ({InWorkspace})");

        private const string InWorkspaceOrOnGrant = """
            account_id = nullif(current_setting('app.account_id', true), '')::uuid
            and (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
                or (nullif(current_setting('app.workspace_id', true), '') is null
                    and app || ' ' || client || ' ' || external_account_id = nullif(current_setting('app.grant', true), '')))
            """;

        private static void Wall(MigrationBuilder migrationBuilder, string table, string seen)
        {
            migrationBuilder.Sql($"alter table {table} enable row level security");
            migrationBuilder.Sql($"alter table {table} force row level security");
            migrationBuilder.Sql($"create policy tenant on {table} using ({seen}) with check ({seen})");
        }
    }
}
