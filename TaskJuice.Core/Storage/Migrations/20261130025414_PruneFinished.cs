using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <summary>Lets one kind of viewer see what is over, in every workspace, to delete it. It can write nothing.</summary>
    public partial class PruneFinished : Migration
    {
        private static readonly (string Table, string Over)[] Walls =
        [
            ("connect_attempts", "ends_at < now()"),
            ("mails", "due_at is null"),
            ("revocations", "done_at is not null"),
            ("audit_events", "kind in ('usedforcall', 'usedforrefresh', 'refreshed', 'keytried')"),
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_revocations_done_at",
                table: "revocations",
                column: "done_at",
                filter: "done_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_mails_planned_at",
                table: "mails",
                column: "planned_at",
                filter: "due_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_at",
                table: "audit_events",
                column: "at",
                filter: "kind in ('usedforcall', 'usedforrefresh', 'refreshed', 'keytried')");

            foreach (var (table, over) in Walls)
                migrationBuilder.Sql($"create policy pruner on {table} using (current_setting('app.pruner', true) = 'on' and {over}) with check (false)");

            // A mail stays while the trouble it told of lasts. Only to be looked at.
            migrationBuilder.Sql("create policy pruner on notifications for select using (current_setting('app.pruner', true) = 'on' and closed_at is not null)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in Walls.Select(wall => wall.Table).Append("notifications"))
                migrationBuilder.Sql($"drop policy pruner on {table}");

            migrationBuilder.DropIndex(
                name: "ix_revocations_done_at",
                table: "revocations");

            migrationBuilder.DropIndex(
                name: "ix_mails_planned_at",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_audit_events_at",
                table: "audit_events");
        }
    }
}
