using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <summary>
    /// An address leads to one workspace, whoever asks. Where two had the same one, the older workspace keeps it and the other gets the next
    /// free number behind its own, as in <c>acme-2</c>.
    /// </summary>
    public partial class OneAddressOnePlace : Migration
    {
        // The owner of the tables need not be above row-level security, and this is about every account.
        private const string Renumber = """
            alter table workspaces no force row level security;
            do $$
            declare
                twin record;
                number int;
            begin
                for twin in
                    select account_id, id, slug from (
                        select account_id, id, slug, row_number() over (partition by slug order by created_at, id) as place from workspaces) as placed
                    where place > 1 order by slug, place
                loop
                    number := 2;
                    while exists (select 1 from workspaces where slug = left(twin.slug, 50 - length('-' || number)) || '-' || number) loop
                        number := number + 1;
                    end loop;
                    update workspaces set slug = left(twin.slug, 50 - length('-' || number)) || '-' || number
                    where account_id = twin.account_id and id = twin.id;
                end loop;
            end
            $$;
            alter table workspaces force row level security;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_workspaces_account_id_slug",
                table: "workspaces");

            migrationBuilder.Sql(Renumber);

            migrationBuilder.CreateIndex(
                name: "ix_workspaces_slug",
                table: "workspaces",
                column: "slug",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_workspaces_slug",
                table: "workspaces");

            migrationBuilder.CreateIndex(
                name: "ix_workspaces_account_id_slug",
                table: "workspaces",
                columns: new[] { "account_id", "slug" },
                unique: true);
        }
    }
}
