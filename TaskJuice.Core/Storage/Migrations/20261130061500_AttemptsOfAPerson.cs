using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TaskJuice.Core.Storage.Migrations
{
    /// <summary>Lets a person who signs out see what they began to connect, in whatever workspace. For looking only.</summary>
    public partial class AttemptsOfAPerson : Migration
    {
        private const string User = "nullif(current_setting('app.user_id', true), '')::uuid";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_connect_attempts_user_id",
                table: "connect_attempts",
                column: "user_id");

            migrationBuilder.Sql($"create policy person on connect_attempts for select using (user_id = {User})");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop policy person on connect_attempts");

            migrationBuilder.DropIndex(
                name: "ix_connect_attempts_user_id",
                table: "connect_attempts");
        }
    }
}
