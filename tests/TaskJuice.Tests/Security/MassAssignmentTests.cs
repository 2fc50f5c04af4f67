using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Tests.Connections;
using Xunit;
using Step = TaskJuice.Core.Workflows.Step;

namespace TaskJuice.Tests.Security;

/// <summary>Posts every property of every entity beside what a form asks for.</summary>
public sealed class MassAssignmentTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly Type[] Entities =
        [typeof(Account), typeof(Workspace), typeof(Membership), typeof(User), typeof(Workflow), typeof(Step), typeof(Connection), typeof(ConnectionSecret), typeof(RefreshLease)];

    [Fact]
    public async Task Only_what_a_form_asks_for_is_taken()
    {
        var victim = await Returning.ToAsync(web);
        await victim.FinishAsync();
        var foreign = Assert.Single(await web.ConnectionsAsync(victim.Agency.Tenant));
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var everything = Everything(victim.Agency.Tenant, foreign.Id).ToArray();
        var (browser, workflow) = (back.Guest.Browser, back.Step.Workflow);
        await browser.OpenAsync(workflow);

        await browser.SendFormAsync($"/{back.Agency.Slug}/workflows", false, [.. everything, ("name", "Mine")]);
        await browser.SendFormAsync($"{workflow}/rename", false, [.. everything, ("name", "Mine")]);
        await browser.SendFormAsync($"{workflow}/steps/add?app=sandbox", false, [.. everything, ("operation", "send-message")]);
        await browser.SendFormAsync($"{workflow}/steps/{back.Step.Key}/rename", false, [.. everything, ("title", "Mine")]);
        await browser.SendFormAsync(
            back.Step.Connect("api-key").Replace("/sandbox?", "/sandbox/key?"), false, [.. everything, ("f.name", "Mine"), ("f.key", "sk_sandbox_globex")]);

        Assert.Equal(0L, await web.ReadAsync($"select count(*) from workflows where name = 'Mine' and workspace_id <> '{back.Agency.Tenant.WorkspaceId}'"));
        Assert.Equal(2L, await web.ReadAsync("select count(*) from workflows where name = 'Mine'"));
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from steps where connection_id = '{foreign.Id}' and workspace_id <> '{victim.Agency.Tenant.WorkspaceId}'"));
        var made = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant), row => row.ExternalAccountId == "acct_globex");
        Assert.Equal(("Mine", ConnectionStatus.Pending, back.Agency.UserId, (string?)null), (made.Label, made.Status, made.CreatedBy, made.TokenEndpoint));
        Assert.Single(await web.ConnectionsAsync(victim.Agency.Tenant));
        Assert.Equal("owner", await web.ReadAsync($"select role from memberships where user_id = '{back.Agency.UserId}'"));
    }

    private static IEnumerable<(string, string)> Everything(Tenant tenant, Guid connection) =>
        from entity in Entities
        from property in entity.GetProperties()
        from name in (string[])[property.Name, $"{entity.Name}.{property.Name}", $"Form.{property.Name}", $"View.{entity.Name}.{property.Name}"]
        where name is not ("Name" or "Title" or "Version")
        select (name, Hostile(property.Name, tenant, connection));

    private static string Hostile(string property, Tenant tenant, Guid connection) => property switch
    {
        "AccountId" => tenant.AccountId.ToString(),
        "WorkspaceId" => tenant.WorkspaceId.ToString(),
        "ConnectionId" or "Id" => connection.ToString(),
        "Status" => "Active",
        "Role" => "Owner",
        "TokenEndpoint" => "https://evil.test/token",
        _ => "1",
    };
}
