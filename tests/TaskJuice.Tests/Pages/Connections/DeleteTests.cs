using System.Collections.Concurrent;
using System.Net;
using TaskJuice.FakeProvider;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Pages.Connections;

public sealed class DeleteTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_confirmation_names_what_breaks_and_the_object_on_the_button()
    {
        var kept = await Kept.OAuthAsync(web);
        var page = await kept.OpenAsync("/delete");
        Assert.Contains("Delete Acme Ops?", page);
        Assert.Contains("1 step will need another account:", page);
        Assert.Contains("Switch these steps to another account first", page);
        Assert.Contains(">Delete Acme Ops</button>", page);
    }

    [Fact]
    public async Task Given_up_connected_again_replaced_and_used_in_many_windows_at_once_nothing_breaks()
    {
        var kept = await Kept.KeyAsync(web);
        await kept.AlsoAsync("Globex books");
        Func<Task<Answer>>[] deeds =
        [
            () => kept.Guest.ConnectKeyAsync(kept.Step.Connect("api-key"), Kept.Label, "sk_sandbox_acme"),
            () => SendAsync(Kept.Label, "delete"),
            () => SendAsync(Kept.Label, "replace", "Globex books"),
            () => SendAsync(Kept.Label, "disconnect"),
            () => SendAsync("Globex books", "replace", Kept.Label),
            () => kept.Guest.Browser.SendFormAsync($"{kept.Step.Workflow}/steps/add?app=sandbox&after={kept.Step.Key}", false, ("operation", "update-record")),
        ];
        var answers = new ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 25).SelectMany(_ => deeds), new ParallelOptions { MaxDegreeOfParallelism = 10 }, async (deed, _) => answers.Add((await deed()).Status));
        Assert.DoesNotContain(answers, status => status >= HttpStatusCode.InternalServerError);

        async Task<Answer> SendAsync(string label, string deed, string? with = null)
        {
            var all = await web.ConnectionsAsync(kept.Agency.Tenant);
            return await kept.Guest.Browser.SendFormAsync($"{kept.List}/{IdOf(label)}/{deed}", false, ("with", IdOf(with).ToString()));

            Guid IdOf(string? name) => all.Find(row => row.Label == name)?.Id ?? Guid.NewGuid();
        }
    }

    [Fact]
    public async Task The_connection_goes_and_its_steps_need_an_account()
    {
        var kept = await Kept.OAuthAsync(web);
        var copy = await kept.Guest.Browser.SendFormAsync($"{kept.Step.Workflow}/steps/{await AddActionAsync(kept)}/remove", false);
        Assert.Equal(HttpStatusCode.SeeOther, copy.Status);
        var version = await VersionAsync(kept);

        var answer = await kept.SendAsync("delete");

        Assert.Equal((HttpStatusCode.SeeOther, $"{kept.List}?deleted={kept.Id}"), (answer.Status, answer.Location));
        Assert.Null(await kept.ReadAsync());
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from steps where connection_id = '{kept.Id}'"));
        foreach (var table in (string[])["connection_secrets", "refresh_leases"])
            Assert.Equal(0L, await web.ReadAsync($"select count(*) from {table} where connection_id = '{kept.Id}'"));
        Assert.Equal((1, 1L), (await web.CallsAsync("revoke"), await kept.EventsAsync("deleted", Kept.Label)));
        Assert.True(await VersionAsync(kept) > version);

        Assert.Contains("Needs an account", (await kept.Guest.Browser.OpenAsync(kept.Step.Workflow)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await kept.Guest.Browser.OpenAsync(kept.Path)).Status);
        var list = (await kept.Guest.Browser.OpenAsync(answer.Location!)).Text;
        Assert.Contains("“Acme Ops” was deleted.", list);
        Assert.Contains("Sandbox confirmed that access was revoked.", list);
        Assert.Contains("No accounts connected yet", list);
    }

    [Fact]
    public async Task Whoever_comes_second_is_told_that_it_is_deleted()
    {
        var kept = await Kept.OAuthAsync(web);
        var colleague = await web.SignInAsync(await web.AddColleagueAsync(kept.Agency));
        await colleague.Browser.OpenAsync(kept.Path + "/delete");
        await kept.SendAsync("delete");

        var late = await colleague.Browser.SendFormAsync(kept.Path + "/delete", false);

        Assert.Equal((HttpStatusCode.SeeOther, $"{kept.List}?deleted={kept.Id}"), (late.Status, late.Location));
        Assert.Equal((1, 1L), (await web.CallsAsync("revoke"), await kept.EventsAsync("deleted")));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("rename")]
    [InlineData("replace")]
    [InlineData("disconnect")]
    public async Task Nothing_else_works_on_a_connection_somebody_deleted_meanwhile(string action)
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.OpenAsync();
        await kept.SendAsync("delete");
        var answer = await kept.Guest.Browser.SendFormAsync($"{kept.Path}/{action}", true, ("name", "Another"), ("with", kept.Id.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task A_provider_that_does_not_confirm_is_named_after_deleting()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.Control.PutClientAsync(WebFixture.Client, new("another-secret"), TestContext.Current.CancellationToken);
        var answer = await kept.SendAsync("delete");
        await web.Control.PutClientAsync(WebFixture.Client, new ClientRegistration(WebFixture.ClientSecret), TestContext.Current.CancellationToken);
        Assert.Contains("Sandbox hasn't confirmed yet.", (await kept.Guest.Browser.OpenAsync(answer.Location!)).Text);
        Assert.Null(await kept.ReadAsync());
    }

    [Fact]
    public async Task A_disconnected_one_is_deleted_without_asking_the_provider_again()
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.SendAsync("disconnect");
        Assert.DoesNotContain("We'll ask Sandbox", await kept.OpenAsync("/delete"));
        await kept.SendAsync("delete");
        Assert.Equal((1, 1L), (await web.CallsAsync("revoke"), await kept.EventsAsync("disconnected")));
    }

    [Fact]
    public async Task Another_workspace_is_not_told_what_was_deleted_here()
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.SendAsync("delete");
        var other = await web.OpenAgencyAsync("globex");
        var guest = await web.SignInAsync(other);
        Assert.DoesNotContain("Acme Ops", (await guest.Browser.OpenAsync($"/globex/connections?deleted={kept.Id}")).Text);
    }

    private static async Task<string> AddActionAsync(Kept kept)
    {
        var key = await kept.Guest.Browser.AddStepAsync(kept.Step.Workflow, "send-message", kept.Step.Key);
        var chosen = await kept.Guest.Browser.SendFormAsync($"{kept.Step.Workflow}/steps/{key}/account", false, ("connection", kept.Id.ToString()));
        Assert.Equal(HttpStatusCode.SeeOther, chosen.Status);
        return key;
    }

    private async Task<int> VersionAsync(Kept kept) =>
        (int)(await web.ReadAsync($"select version from workflows where id = '{kept.Step.WorkflowId}'"))!;
}
