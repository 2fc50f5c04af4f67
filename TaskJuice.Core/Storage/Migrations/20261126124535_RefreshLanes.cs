using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RefreshLanes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "booked_until",
                table: "refresh_leases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "lane",
                table: "refresh_leases",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<int>(
                name: "per_second",
                table: "refresh_leases",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "token_ends_at",
                table: "refresh_leases",
                type: "timestamp with time zone",
                nullable: true);

            // The owner of the tables need not be above row-level security, and this is about every account.
            foreach (var table in (string[])["connections", "refresh_leases"])
                migrationBuilder.Sql($"alter table {table} no force row level security");
            migrationBuilder.Sql("""
                update refresh_leases lease set token_ends_at = connection.expires_at,
                    lane = encode(substring(sha256(convert_to(concat(connection.token_endpoint, e'\n', connection.client), 'UTF8')) from 1 for 16), 'hex')::uuid
                from connections connection
                where (connection.account_id, connection.workspace_id, connection.id) = (lease.account_id, lease.workspace_id, lease.connection_id)
                """);
            foreach (var table in (string[])["connections", "refresh_leases"])
                migrationBuilder.Sql($"alter table {table} force row level security");

            migrationBuilder.CreateTable(
                name: "refresh_lanes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    step = table.Column<TimeSpan>(type: "interval", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refresh_lanes", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "refresh_lanes");

            migrationBuilder.DropColumn(
                name: "booked_until",
                table: "refresh_leases");

            migrationBuilder.DropColumn(
                name: "lane",
                table: "refresh_leases");

            migrationBuilder.DropColumn(
                name: "per_second",
                table: "refresh_leases");

            migrationBuilder.DropColumn(
                name: "token_ends_at",
                table: "refresh_leases");
        }
    }
}
