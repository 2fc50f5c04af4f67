using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Accounts;
using TaskJuice.Core.Workspaces;
using Xunit;

namespace TaskJuice.Tests.Workspaces;

public sealed class OpenAccountTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_person_finds_the_workspaces_of_the_own_account_by_name_and_no_others()
    {
        var agency = await web.OpenAgencyAsync("globex", "acme");
        await web.OpenAgencyAsync("initech");
        var found = await web.UseAsync<FindWorkspace, IReadOnlyList<Workspace>>(find => find.AllAsync(agency.UserId, CancellationToken.None));
        Assert.Equal(["acme", "globex"], found.Select(workspace => workspace.Slug));
        Assert.All(found, workspace => Assert.Equal(agency.Tenant.AccountId, workspace.AccountId));
    }

    [Fact]
    public async Task An_address_that_another_account_has_is_refused_and_nothing_is_opened()
    {
        await web.OpenAgencyAsync("acme");
        var before = await web.PictureAsync();
        await Assert.ThrowsAsync<DbUpdateException>(() => web.UseAsync<OpenAccount, IReadOnlyList<Workspace>>(
            open => open.OpenAsync("Twin", [], [("Free", "free"), ("Acme", "acme")], CancellationToken.None)));
        Assert.Equal(before, await web.PictureAsync());
    }

    [Fact]
    public async Task Whoever_works_for_two_accounts_opens_the_workspace_that_the_address_names()
    {
        var (one, two) = (await web.OpenAgencyAsync("acme"), await web.OpenAgencyAsync("globex"));
        await web.ExecuteAsync($"insert into memberships (account_id, user_id, role) values ('{two.Tenant.AccountId}', '{one.UserId}', 'member')");
        var guest = await web.SignInAsync(one);
        foreach (var (agency, name) in ((Agency, string)[])[(one, "Of the first"), (two, "Of the second")])
        {
            await guest.Browser.CreateWorkflowAsync(agency.Slug, name);
            Assert.Equal(name, await web.ReadAsync($"select name from workflows where workspace_id = '{agency.Tenant.WorkspaceId}'"));
        }
    }

    [Fact]
    public async Task A_foreign_and_a_missing_slug_are_both_not_there()
    {
        var (foreign, mine) = (await web.OpenAgencyAsync($"only-{Guid.NewGuid():N}"), await web.OpenAgencyAsync("acme"));
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

    private async Task<Workspace?> FindAsync(Guid person, string slug) =>
        (await web.UseAsync<FindWorkspace, IReadOnlyList<Workspace>>(find => find.AllAsync(person, CancellationToken.None)))
            .FirstOrDefault(workspace => workspace.Slug == slug);
}
