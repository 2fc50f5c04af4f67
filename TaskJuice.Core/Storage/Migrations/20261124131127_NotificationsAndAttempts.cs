using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class NotificationsAndAttempts : Migration
    {
        private const string InWorkspace = """
            account_id = nullif(current_setting('app.account_id', true), '')::uuid
            and workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
            """;

        // Whoever brings an authorization response sees the attempt it belongs to, because only it has the state.
        private const string ByState = "state_hash = nullif(current_setting('app.connect_state', true), '')";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "workflows",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string[]>(
                name: "missing_scopes",
                table: "connections",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string>(
                name: "detail",
                table: "audit_events",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "brand_colour",
                table: "accounts",
                type: "character varying(7)",
                maxLength: 7,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "connect_attempts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    pending = table.Column<byte[]>(type: "bytea", nullable: true),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    flow = table.Column<string>(type: "text", nullable: false),
                    parked = table.Column<string>(type: "text", nullable: true),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connect_attempts", x => new { x.account_id, x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_connect_attempts_workspaces_account_id_workspace_id",
                        columns: x => new { x.account_id, x.workspace_id },
                        principalTable: "workspaces",
                        principalColumns: new[] { "account_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    raised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notifications", x => new { x.account_id, x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_notifications_connections_account_id_workspace_id_connectio",
                        columns: x => new { x.account_id, x.workspace_id, x.connection_id },
                        principalTable: "connections",
                        principalColumns: new[] { "account_id", "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notification_reads",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    notification_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_reads", x => new { x.account_id, x.workspace_id, x.notification_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_notification_reads_notifications_account_id_workspace_id_no",
                        columns: x => new { x.account_id, x.workspace_id, x.notification_id },
                        principalTable: "notifications",
                        principalColumns: new[] { "account_id", "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_account_id_workspace_id_connection_id_at",
                table: "audit_events",
                columns: new[] { "account_id", "workspace_id", "connection_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_connect_attempts_ends_at",
                table: "connect_attempts",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "ix_connect_attempts_state_hash",
                table: "connect_attempts",
                column: "state_hash");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_account_id_workspace_id_connection_id_kind",
                table: "notifications",
                columns: new[] { "account_id", "workspace_id", "connection_id", "kind" },
                unique: true,
                filter: "closed_at is null");

            Wall(migrationBuilder, "notifications", InWorkspace);
            Wall(migrationBuilder, "notification_reads", InWorkspace);
            Wall(migrationBuilder, "connect_attempts", $"({InWorkspace}) or {ByState}");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "connect_attempts");

            migrationBuilder.DropTable(
                name: "notification_reads");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropIndex(
                name: "ix_audit_events_account_id_workspace_id_connection_id_at",
                table: "audit_events");

            migrationBuilder.DropColumn(
                name: "version",
                table: "workflows");

            migrationBuilder.DropColumn(
                name: "missing_scopes",
                table: "connections");

            migrationBuilder.DropColumn(
                name: "detail",
                table: "audit_events");

            migrationBuilder.DropColumn(
                name: "brand_colour",
                table: "accounts");
        }

        private static void Wall(MigrationBuilder migrationBuilder, string table, string seen)
        {
            migrationBuilder.Sql($"alter table {table} enable row level security");
            migrationBuilder.Sql($"alter table {table} force row level security");
            migrationBuilder.Sql($"create policy tenant on {table} using ({seen}) with check ({seen})");
        }
    }
}
