using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

/// <summary>Which account a new step starts with.</summary>
public sealed class FirstAccountTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_only_healthy_account_is_taken_and_named()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        await web.PlantAsync(ada.Agency.Tenant, "Acme Ops", "pending");
        var answer = await AddAsync(ada, "new-record");

        Assert.Contains("New record added as step 1. It uses Acme Ops, the only Sandbox account here.", answer.Text);
        Assert.Contains("id=\"chosen-account\">Acme Ops<", answer.Text);
    }

    [Fact]
    public async Task Two_accounts_are_the_persons_choice()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        await web.PlantAsync(ada.Agency.Tenant, "Acme Ops");
        await web.PlantAsync(ada.Agency.Tenant, "Globex Sales");
        Assert.DoesNotContain("chosen-account", (await AddAsync(ada, "new-record")).Text);
    }

    [Fact]
    public async Task The_nearest_step_before_decides_then_those_behind()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var (acme, globex) = (await web.PlantAsync(ada.Agency.Tenant, "Acme Ops"), await web.PlantAsync(ada.Agency.Tenant, "Globex Sales"));
        var steps = await ada.AddThreeAsync();
        await ada.ChooseAsync(steps[1], globex);
        await ada.ChooseAsync(steps[2], acme);

        var last = await AddAsync(ada, "send-message", steps[2]);
        Assert.Contains("Send message added as step 4. It uses Acme Ops, like step 3.", last.Text);
        Assert.Contains("Uses Acme Ops, like step 3.", last.Text);
        Assert.Contains("data-accounts-open>Change</a>", last.Text);

        Assert.Contains("It uses Globex Sales, like step 3.", (await AddAsync(ada, "create-ticket", steps[0])).Text);
    }

    [Theory]
    [InlineData("error", "")]
    [InlineData("revoked", "")]
    [InlineData("active", "chat:write")]
    public async Task An_account_in_trouble_is_never_taken(string status, string missing)
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        await web.PlantAsync(ada.Agency.Tenant, "Broken", status, missing: missing);
        Assert.DoesNotContain("chosen-account", (await AddAsync(ada, "new-record")).Text);
    }

    [Fact]
    public async Task Another_account_does_not_stand_in_for_a_broken_one_that_the_steps_use()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var broken = await web.PlantAsync(ada.Agency.Tenant, "Broken", "error");
        await web.PlantAsync(ada.Agency.Tenant, "Of another client");
        var steps = await ada.AddThreeAsync();
        foreach (var step in steps)
            await ada.ChooseAsync(step, broken);

        Assert.DoesNotContain("chosen-account", (await AddAsync(ada, "send-message", steps[2])).Text);
    }

    [Fact]
    public async Task A_method_that_the_step_does_not_accept_is_not_taken()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        await web.PlantAsync(ada.Agency.Tenant, "Signed in");
        var trigger = await ada.Browser.AddStepAsync(ada.Workflow, "new-record");
        Assert.DoesNotContain("chosen-account", (await AddAsync(ada, "list-records", trigger)).Text);

        await web.PlantAsync(ada.Agency.Tenant, "By key", method: "api-key");
        Assert.Contains("It uses By key, the only Sandbox account here.", (await AddAsync(ada, "list-records", trigger)).Text);
    }

    [Fact]
    public async Task Another_workspaces_account_is_not_taken()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        await web.PlantAsync((await AgencyBuilder.OpenAsync(web)).Agency.Tenant, "Theirs");
        Assert.DoesNotContain("chosen-account", (await AddAsync(ada, "new-record")).Text);
    }

    [Fact]
    public async Task A_copy_keeps_the_account()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        await web.PlantAsync(ada.Agency.Tenant, "Globex Sales");
        var acme = await web.PlantAsync(ada.Agency.Tenant, "Acme Ops");
        var steps = await ada.AddThreeAsync();
        await ada.ChooseAsync(steps[1], acme);
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/duplicate", true);

        Assert.Equal(2L, await web.ReadAsync($"select count(*) from steps where connection_id = '{acme}'"));
    }

    private static Task<Answer> AddAsync(AgencyBuilder ada, string operation, string? after = null) =>
        ada.Browser.SendFormAsync($"{ada.Workflow}/steps/add?app=sandbox&after={after}", true, ("operation", operation));
}
