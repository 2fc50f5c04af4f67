using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Workspaces;
using Xunit;

namespace TaskJuice.Tests.Workspaces;

public sealed class OpenAccountTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_person_finds_the_workspaces_of_the_own_account_by_name_and_no_others()
    {
        var agency = await web.OpenAgencyAsync("globex", "acme");
        await web.OpenAgencyAsync("acme");
        var found = await web.UseAsync<FindWorkspace, IReadOnlyList<Workspace>>(find => find.AllAsync(agency.UserId, CancellationToken.None));
        Assert.Equal(["acme", "globex"], found.Select(workspace => workspace.Slug));
        Assert.All(found, workspace => Assert.Equal(agency.Tenant.AccountId, workspace.AccountId));
    }

    [Fact]
    public async Task Two_accounts_may_use_one_slug_and_each_person_gets_the_own_one()
    {
        var (one, two) = (await web.OpenAgencyAsync("acme"), await web.OpenAgencyAsync("acme"));
        foreach (var agency in (Agency[])[one, two])
            Assert.Equal(agency.Tenant, (await FindAsync(agency.UserId, "acme"))!.Tenant);
    }

    [Fact]
    public async Task A_foreign_and_a_missing_slug_are_both_not_there()
    {
        var (mine, foreign) = (await web.OpenAgencyAsync("acme"), await web.OpenAgencyAsync($"only-{Guid.NewGuid():N}"));
        Assert.Null(await FindAsync(mine.UserId, foreign.Slug));
        Assert.Null(await FindAsync(mine.UserId, "nowhere"));
        Assert.Null(await FindAsync(Guid.NewGuid(), "acme"));
    }

    [Fact]
    public async Task An_account_is_opened_whole_or_not_at_all()
    {
        var before = await web.PictureAsync();
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => web.UseAsync<OpenAccount, IReadOnlyList<Workspace>>(
            open => open.OpenAsync("Half", [], [("One", "same"), ("Two", "same")], CancellationToken.None)));
        Assert.NotNull(refused.InnerException);
        Assert.Equal(before, await web.PictureAsync());
    }

    [Fact]
    public async Task An_account_has_a_key_of_its_own_from_the_start()
    {
        var (one, two) = (await web.OpenAgencyAsync(), await web.OpenAgencyAsync());
        foreach (var agency in (Agency[])[one, two])
            Assert.Equal(1L, await web.ReadAsync($"select count(*) from account_keys where account_id = '{agency.Tenant.AccountId}' and version = 1"));
    }

    private Task<Workspace?> FindAsync(Guid person, string slug) =>
        web.UseAsync<FindWorkspace, Workspace?>(find => find.BySlugAsync(person, slug, CancellationToken.None));
}
