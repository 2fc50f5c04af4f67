using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RefreshEngine : Migration
    {
        private const string InWorkspace = """
            account_id = nullif(current_setting('app.account_id', true), '')::uuid
            and workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_asking",
                table: "refresh_leases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "uncertain_since",
                table: "refresh_leases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "provider_pauses",
                columns: table => new
                {
                    token_endpoint = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    client = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    because = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_provider_pauses", x => new { x.token_endpoint, x.client });
                });

            migrationBuilder.CreateTable(
                name: "token_inbox",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    generation = table.Column<long>(type: "bigint", nullable: false),
                    secret_version = table.Column<int>(type: "integer", nullable: false),
                    envelope = table.Column<byte[]>(type: "bytea", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_token_inbox", x => new { x.account_id, x.workspace_id, x.connection_id, x.generation });
                    table.ForeignKey(
                        name: "fk_token_inbox_connections_account_id_workspace_id_connection_",
                        columns: x => new { x.account_id, x.workspace_id, x.connection_id },
                        principalTable: "connections",
                        principalColumns: new[] { "account_id", "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.Sql("alter table token_inbox enable row level security");
            migrationBuilder.Sql("alter table token_inbox force row level security");
            migrationBuilder.Sql($"create policy tenant on token_inbox using ({InWorkspace}) with check ({InWorkspace})");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "provider_pauses");

            migrationBuilder.DropTable(
                name: "token_inbox");

            migrationBuilder.DropColumn(
                name: "is_asking",
                table: "refresh_leases");

            migrationBuilder.DropColumn(
                name: "uncertain_since",
                table: "refresh_leases");
        }
    }
}
