using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable enable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <summary>
    /// Lists that are read in pieces: the order they are read in has an index, "all is read" is one row, and what is over long enough can be
    /// deleted by whoever prunes.
    /// </summary>
    public partial class BoundedLists : Migration
    {
        private const string InWorkspace = """
            account_id = nullif(current_setting('app.account_id', true), '')::uuid
            and workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
            """;

        private const string Pruner = "current_setting('app.pruner', true) = 'on'";

        private static readonly (string Table, string[] Columns, string? Filter)[] Indexes =
        [
            ("connections", ["account_id", "workspace_id", "trouble_since", "id"], "status = 'error'"),
            ("notifications", ["account_id", "workspace_id", "closed_at"], "closed_at is not null"),
            ("notifications", ["closed_at"], "closed_at is not null"),
            ("workflows", ["account_id", "workspace_id", "changed_at"], "removed_at is null"),
            ("workflows", ["account_id", "workspace_id", "removed_at"], "removed_at is not null"),
            ("connections", ["account_id", "workspace_id", "app", "label"], null),
            ("nodes", ["account_id", "workspace_id", "workflow_id", "position"], "removed_at is null"),
            ("nodes", ["account_id", "workspace_id", "workflow_id", "removed_at"], "removed_at is not null"),
            ("workflows", ["removed_at"], "removed_at is not null"),
            ("nodes", ["removed_at"], "removed_at is not null"),
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "read_marks",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_read_marks", x => new { x.account_id, x.workspace_id, x.user_id, x.kind });
                    table.ForeignKey(
                        name: "fk_read_marks_workspaces_account_id_workspace_id",
                        columns: x => new { x.account_id, x.workspace_id },
                        principalTable: "workspaces",
                        principalColumns: new[] { "account_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            foreach (var (table, columns, filter) in Indexes)
                migrationBuilder.CreateIndex(name: Name(table, columns), table: table, columns: columns, filter: filter);

            migrationBuilder.Sql("alter table read_marks enable row level security");
            migrationBuilder.Sql("alter table read_marks force row level security");
            migrationBuilder.Sql($"create policy tenant on read_marks using ({InWorkspace}) with check ({InWorkspace})");

            migrationBuilder.Sql("drop policy pruner on notifications");
            migrationBuilder.Sql($"create policy pruner on notifications using ({Pruner} and closed_at is not null) with check (false)");
            foreach (var table in (string[])["workflows", "nodes"])
                migrationBuilder.Sql($"create policy pruner on {table} using ({Pruner} and removed_at is not null) with check (false)");

            // What is broken since nobody knows when could never be marked as read by its moment.
            migrationBuilder.Sql("update connections set trouble_since = connected_at where status = 'error' and trouble_since is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in (string[])["workflows", "nodes", "notifications"])
                migrationBuilder.Sql($"drop policy pruner on {table}");
            migrationBuilder.Sql($"create policy pruner on notifications for select using ({Pruner} and closed_at is not null)");

            foreach (var (table, columns, _) in Indexes)
                migrationBuilder.DropIndex(name: Name(table, columns), table: table);

            migrationBuilder.DropTable(
                name: "read_marks");
        }

        private static string Name(string table, string[] columns) => $"ix_{table}_{string.Join('_', columns)}";
    }
}
