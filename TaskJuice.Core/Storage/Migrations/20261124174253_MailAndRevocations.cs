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

            BuildWalls(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mails");
        }

        // The schedule sees when something is due and for which row, so that it can be handed to a session of its workspace.
        private static void BuildWalls(MigrationBuilder migrationBuilder)
        {
            Wall(migrationBuilder, "mails", $"({InWorkspace}) or {Schedule}");
        }

        private static void Wall(MigrationBuilder migrationBuilder, string table, string seen)
        {
            migrationBuilder.Sql($"alter table {table} enable row level security");
            migrationBuilder.Sql($"alter table {table} force row level security");
            migrationBuilder.Sql($"create policy tenant on {table} using ({seen}) with check ({seen})");
        }
    }
}
