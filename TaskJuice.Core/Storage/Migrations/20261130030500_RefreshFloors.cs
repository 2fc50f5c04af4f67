using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RefreshFloors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "asked_at",
                table: "refresh_leases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "refused_since",
                table: "refresh_leases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "silent_since",
                table: "refresh_leases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<TimeSpan>(
                name: "token_life",
                table: "refresh_leases",
                type: "interval",
                nullable: true);

            // The owner of the tables need not be above row-level security, and this is about every account.
            foreach (var table in (string[])["connections", "refresh_leases"])
                migrationBuilder.Sql($"alter table {table} no force row level security");
            migrationBuilder.Sql("""
                update refresh_leases lease set token_life = connection.expires_at - greatest(connection.refreshed_at, connection.connected_at)
                from connections connection
                where (connection.account_id, connection.workspace_id, connection.id) = (lease.account_id, lease.workspace_id, lease.connection_id)
                    and connection.expires_at > greatest(connection.refreshed_at, connection.connected_at)
                """);
            foreach (var table in (string[])["connections", "refresh_leases"])
                migrationBuilder.Sql($"alter table {table} force row level security");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "asked_at",
                table: "refresh_leases");

            migrationBuilder.DropColumn(
                name: "refused_since",
                table: "refresh_leases");

            migrationBuilder.DropColumn(
                name: "silent_since",
                table: "refresh_leases");

            migrationBuilder.DropColumn(
                name: "token_life",
                table: "refresh_leases");
        }
    }
}
